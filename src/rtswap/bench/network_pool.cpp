// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/network_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "rtswap/analysis/pipeline.h"
#include "rtswap/analysis/set_timing.h"
#include "rtswap/config/profile_file.h"
#include "rtswap/model/named.h"
#include "rtswap/plan/grouping.h"
#include "rtswap/plan/optimal_grouping.h"

namespace rtswap {
namespace {

using dn::Bytes;

Precision precision_of(const Profile& profile) {
  const std::string& name = profile.network.precision;
  const auto known =
      std::ranges::find_if(kPrecisionNames, [&](const auto& entry) { return entry.name == name; });
  if (known != kPrecisionNames.end()) return known->value;
  throw dn::bad_input(fmt::format("the profile of {} has a precision that tasks cannot have: {}",
                                  profile.network.cfg, name));
}

void become_one_machine(std::vector<Profile>& profiles) {
  const auto slower_link = [](const Profile& a, const Profile& b) {
    return a.link.device_busy.bandwidth < b.link.device_busy.bandwidth;
  };
  Profile worst = *std::ranges::min_element(profiles, slower_link);
  for (const Profile& profile : profiles) take_worse_losses(worst, profile);
  const auto slowest = [&](TimeStats HostProfile::*which) {
    return std::ranges::max_element(
               profiles, {}, [which](const Profile& profile) { return (profile.host.*which).max; })
               ->host.*
           which;
  };
  const TimeStats wake = slowest(&HostProfile::wake), handover = slowest(&HostProfile::handover);
  const CallProfile calls = std::ranges::max_element(profiles, {}, [](const Profile& profile) {
                              return profile.calls.round_trip.max;
                            })->calls;
  for (Profile& profile : profiles) {
    profile.link = worst.link;
    profile.interruptions = worst.interruptions;
    profile.host.wake = wake;
    profile.host.handover = handover;
    profile.calls.round_trip.max = calls.round_trip.max;
    profile.calls.round_trip.p99 = calls.round_trip.p99;
  }
}

// The cold makespan with a place for every group.
Nanos streamed_time(NetworkPlan plan, const NetworkCosts& network, const SetCosts& costs) {
  std::uint32_t next = 0;
  for (LayerGroup& group : plan.groups) {
    group.retained = false;
    group.chunks = {next++};
  }
  std::vector<GroupTiming> groups = time_groups(plan, network, costs.link);
  for (GroupTiming& group : groups) group.exec.bound += costs.handover.median;
  std::vector<Nanos> scratch;
  return cold_makespan(groups, Times::kBound, Nanos(0), scratch);
}

std::vector<Bytes> step_weights(const Profile& profile) {
  std::vector<Bytes> weights;
  for (const StepProfile& step : profile.steps) weights.push_back(step.weights);
  return weights;
}

NetworkPlan as_one_group(const Profile& profile, Bytes chunk) {
  const int first_steps[] = {0};
  return lay_out(step_weights(profile), first_steps, chunk);
}

// By the sizes that profiles measure, as a whole, and by the optimal grouping.
Nanos fastest_streamed(const Profile& profile, Bytes chunk, const SetCosts& costs) {
  const NetworkCosts& network = costs.networks.front();
  const std::vector<Bytes> weights = step_weights(profile);
  Nanos best = streamed_time(as_one_group(profile, chunk), network, costs);
  for (const Bytes target : kProfiledGroups)
    best = std::min(best, streamed_time(group_by_size(weights, target, chunk), network, costs));
  const GroupingCosts grouping{
      [&](int first, int last) { return network.exec(first, last).median; },
      affine_link(costs.link)};
  const std::vector<int> optimal = optimal_grouping(weights, grouping, dn::kMiB * 8, chunk);
  best = std::min(best, streamed_time(lay_out(weights, optimal, chunk), network, costs));
  return best;
}

}  // namespace

NetworkPool::NetworkPool(std::vector<Profile> profiles, Margin margin) : margin_(margin) {
  if (profiles.empty()) throw dn::bad_input("no profiles: random task sets need some networks");
  for (const Profile& profile : profiles) {
    if (profile.device.name == profiles.front().device.name) continue;
    throw dn::bad_input(fmt::format("the profiles are of different devices: {} of {}, {} of {}",
                                    profiles.front().network.cfg, profiles.front().device.name,
                                    profile.network.cfg, profile.device.name));
  }
  become_one_machine(profiles);
  for (Profile& profile : profiles) {
    const Precision precision = precision_of(profile);
    networks_.push_back({std::move(profile), precision, {}, {}, {}, {}});
  }
  for (std::size_t n = 0; n < networks_.size(); ++n) measure_alone(n);
}

Bytes NetworkPool::chunk() const {
  const std::vector<MappingProfile>& mapping = networks_.front().profile.mapping;
  return mapping.empty() ? dn::kMiB * 2 : mapping.front().chunk;
}

void NetworkPool::measure_alone(std::size_t n) {
  PooledNetwork& network = networks_[n];
  const std::size_t alone[] = {n};
  const SetCosts costs = set_costs(tasks(alone), profiles(alone), margin_);
  const NetworkCosts& own = costs.networks.front();
  network.weights = as_one_group(network.profile, chunk()).range;
  network.resident = own.exec(0, own.steps() - 1).bound;
  network.wcet = network.resident + costs.dispatch.bound;
  network.streamed = fastest_streamed(network.profile, chunk(), costs);
}

TaskSetSpec NetworkPool::tasks(std::span<const std::size_t> chosen) const {
  TaskSetSpec set;
  set.file = "random task set";
  set.policy = PolicyKind::kEdf;
  set.chunk = chunk();
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    TaskSpec& task = set.tasks.emplace_back();
    task.name = fmt::format("task{}", i);
    task.cfg = networks_[chosen[i]].profile.network.cfg;
    task.weights.random_seed = i;  // of its own: nothing is shared
    task.precision = networks_[chosen[i]].precision;
    task.period = task.deadline = std::chrono::seconds(1);
  }
  return set;
}

SetProfiles NetworkPool::profiles(std::span<const std::size_t> chosen) const {
  SetProfiles profiles;
  for (const std::size_t n : chosen) {
    profiles.networks.push_back(networks_[n].profile);
    profiles.prepare.push_back(networks_[n].profile.host.prepare);
    profiles.pictures.emplace_back(0);
  }
  return profiles;
}

std::vector<std::string> profile_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!dn::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      if (entry.path().extension() == ".json") inside.push_back(entry.path().string());
    }
    if (inside.empty()) throw dn::bad_input(path + ": no *.json in this directory");
    std::ranges::sort(inside);
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

std::vector<Profile> read_profiles(const std::vector<std::string>& paths) {
  std::vector<Profile> profiles;
  for (const std::string& file : profile_files(paths)) profiles.push_back(read_profile_file(file));
  return profiles;
}

}  // namespace rtswap
