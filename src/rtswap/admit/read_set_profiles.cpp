// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/hash.h"

#include "darknet/image/list_images.h"
#include "darknet/image/load_image.h"
#include "rtswap/admit/set_profiles.h"
#include "rtswap/config/profile_file.h"
#include "rtswap/sched/preemption_levels.h"

namespace rtswap {
namespace {

using dn::Bytes;

struct NamedProfile {
  std::string file;
  Profile profile;
};

std::string what_for(const NamedProfile& named) {
  const NetworkIdentity& network = named.profile.network;
  return fmt::format("{} is for {} (contents {:016x}), {}, batch {}", named.file, network.cfg,
                     network.cfg_hash, network.precision, network.batch);
}

const Profile& profile_for(const TaskSpec& task, const std::vector<NamedProfile>& all) {
  const std::uint64_t hash = dn::hash64(dn::read_text_file(task.cfg));
  const std::string_view precision = name_of(kPrecisionNames, task.precision);
  const auto fits = [&](const NamedProfile& named) {
    const NetworkIdentity& network = named.profile.network;
    return network.cfg_hash == hash && network.precision == precision && network.batch == 1;
  };
  const auto found = std::ranges::find_if(all, fits);
  if (found != all.end()) return found->profile;
  std::string known;
  for (const NamedProfile& named : all) known += (known.empty() ? "" : "; ") + what_for(named);
  throw dn::bad_input(task.where,
                      fmt::format("task '{}': no profile is for {} (contents {:016x}), {}, batch "
                                  "1; make one with 'darknet rtswap profile'. {}",
                                  task.name, task.cfg, hash, precision, known));
}

// Of the largest picture that a job of the task may send; nothing where the host resizes.
Bytes largest_picture(const TaskSpec& task, const Profile& profile) {
  if (profile.device.kind == "cpu" || task.input.kind == InputKind::kRandom) return Bytes(0);
  Bytes largest;
  for (const std::string& name : dn::list_images(task.input.path))
    largest = std::max(largest, Bytes(dn::load_image(name, 3).byte_count()));
  return largest;
}

}  // namespace

SetProfiles read_set_profiles(const TaskSetSpec& set, const std::vector<std::string>& files) {
  std::vector<NamedProfile> all;
  all.reserve(files.size());
  for (const std::string& file : files) all.push_back({file, read_profile_file(file)});
  SetProfiles profiles;
  const std::vector<std::uint32_t> networks = networks_of_tasks(set);
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const TaskSpec& task = set.tasks[i];
    const Profile& profile = profile_for(task, all);
    if (networks[i] == profiles.networks.size()) profiles.networks.push_back(profile);
    profiles.prepare.push_back(profile.host.prepare);
    profiles.pictures.push_back(largest_picture(task, profile));
    const ProfiledDevice& first = profiles.networks.front().device;
    if (profile.device.name != first.name) {
      throw dn::bad_input(task.where, fmt::format("task '{}': its profile is of another device "
                                                  "({}) than that of the first task ({})",
                                                  task.name, profile.device.name, first.name));
    }
  }
  for (Profile& profile : profiles.networks) {
    for (const NamedProfile& named : all) {
      if (named.profile.device.name == profile.device.name)
        take_worse_losses(profile, named.profile);
    }
  }
  profiles.source = fmt::format("measured before, on {}", profiles.networks.front().device.name);
  return profiles;
}

void check_profiles_fit(const TaskSetSpec& set, const SetProfiles& profiles,
                        const PreparedSet& prepared) {
  const std::string device = prepared.device->description();
  for (const PreparedTask& task : prepared.tasks) {
    const Profile& profile = profiles.networks[task.network];
    const std::string& network = prepared.networks[task.network].name;
    if (profile.device.name != device) {
      throw dn::bad_input(
          fmt::format("{}: the profile of {} was made on another device: {}; this "
                      "is {}",
                      set.file, network, profile.device.name, device));
    }
    const bool same_packing = profile.network.packing_hash == dn::hash64(task.compiled->packing());
    if (set.memory_limit && !same_packing) {
      throw dn::bad_input(
          fmt::format("{}: the profile of {} was made by a program that packs "
                      "weights differently; profile it anew",
                      set.file, network));
    }
  }
}

dn::Bytes granularity_of(const SetProfiles& profiles) {
  const std::vector<MappingProfile>& mapping = profiles.networks.front().mapping;
  return mapping.empty() ? dn::Bytes(0) : mapping.front().chunk;
}

MemoryNeeds memory_needs(const TaskSetSpec& set, const SetProfiles& profiles) {
  MemoryNeeds needs;
  for (const Profile& profile : profiles.networks) {
    NetworkNeeds& network = needs.networks.emplace_back();
    network.name = dn::file_name_of(profile.network.cfg);
    for (const StepProfile& step : profile.steps) network.step_weights.push_back(step.weights);
  }
  const std::vector<std::uint32_t> networks = networks_of_tasks(set);
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const Profile& profile = profiles.networks[networks[i]];
    needs.networks[networks[i]].jobs_per_second +=
        1e9 / static_cast<double>(set.tasks[i].period.count());
    add_retain_rules(set.tasks[i], needs.networks[networks[i]]);
    needs.networks[networks[i]].has_pack_file = may_have_pack_file(set, set.tasks[i]);
    needs.task_arenas.push_back(profile.network.arena);
    needs.workspace = std::max({needs.workspace, profile.network.workspace, profiles.pictures[i]});
    needs.io += profile.network.state;
    if (profile.device.kind == "cpu") needs.io += profile.network.io;
  }
  needs.arena = arena_bytes(finest_levels(set), needs.task_arenas);
  return needs;
}

}  // namespace rtswap
