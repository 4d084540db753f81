// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <limits>
#include <set>
#include <string>

#include "darknet/base/file.h"
#include "darknet/base/parallel.h"
#include "rtswap/admit/set_profiles.h"
#include "rtswap/exec/engine_precision.h"
#include "rtswap/profile/profiler.h"
#include "rtswap/profile/sampler.h"

namespace rtswap {
namespace {

ProfileRequest request_for(const TaskSetSpec& set, const TaskSpec& task, const NetworkPlan& plan,
                           int runs) {
  ProfileRequest request;
  request.cfg = task.cfg;
  request.weights = task.weights.random_seed ? fmt::format("random:{}", *task.weights.random_seed)
                                             : task.weights.path;
  request.precision = engine_precision(task.precision);
  request.precision_name = name_of(kPrecisionNames, task.precision);
  request.runs = runs;
  request.threads = set.threads;
  request.thresh = task.thresh;
  request.nms = task.nms;
  request.cut = set.memory_limit.has_value();
  for (const LayerGroup& group : plan.groups)
    request.only_groups.emplace_back(group.first_step, group.last_step);
  return request;
}

// Of every picture of the task, once more than asked: the largest decides.
TimeStats measure_prepare(const PreparedTask& task, int runs, ProfileProgress& progress) {
  std::vector<float> input(task.compiled->network().input().count());
  JobIndex job;
  return sample(
      runs, [&] { progress.tick(); },
      [&] {
        task.input->prepare(job, input);
        ++job.value;
      });
}

// A result takes longer with a lower threshold: that of the task that asks for most.
TaskSpec most_demanding(const TaskSetSpec& set, const PreparedSet& prepared,
                        std::uint32_t network) {
  const auto rank = [&](std::size_t i) {
    return prepared.tasks[i].network == network ? set.tasks[i].thresh
                                                : std::numeric_limits<float>::infinity();
  };
  std::size_t chosen = 0;
  for (std::size_t i = 1; i < set.tasks.size(); ++i) {
    if (rank(i) < rank(chosen)) chosen = i;
  }
  return set.tasks[chosen];
}

}  // namespace

SetProfiles measure_set(const TaskSetSpec& set, const PreparedSet& prepared, const SwapPlan& plan,
                        int runs, ProfileProgress& progress) {
  SetProfiles profiles;
  std::set<std::string> directories;  // that files are read from and were measured
  for (std::uint32_t network = 0; network < plan.networks.size(); ++network) {
    ProfileRequest request =
        request_for(set, most_demanding(set, prepared, network), plan.networks[network], runs);
    request.link = network == 0;
    const std::string directory = dn::directory_of(request.weights);
    if (plan.networks[network].tier == Tier::kFile && directories.insert(directory).second)
      request.files = directory;
    profiles.networks.push_back(make_profile(*prepared.device, request, progress));
  }
  progress.begin("inputs");
  for (const PreparedTask& task : prepared.tasks) {
    profiles.prepare.push_back(measure_prepare(task, runs, progress));
    profiles.pictures.push_back(task.input->staging_bytes());
  }
  dn::set_compute_threads(set.threads);
  profiles.source = fmt::format("measured now, {} runs", runs);
  return profiles;
}

}  // namespace rtswap
