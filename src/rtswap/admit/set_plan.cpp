// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/set_plan.h"

#include <algorithm>
#include <limits>

#include "darknet/base/error.h"
#include "rtswap/analysis/schedulability.h"

namespace rtswap {
namespace {

PlanScore score_of(const Verdict& verdict, std::span<const DeviceTask> tasks) {
  PlanScore score;
  score.schedulable = verdict.schedulable;
  score.utilization = verdict.utilization;
  score.slack = Nanos::max();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto& response = verdict.bounds[i].response;
    score.slack = std::min(score.slack, tasks[i].deadline - response.value_or(tasks[i].deadline));
  }
  return score;
}

}  // namespace

PlanCosts plan_costs(const TaskSetSpec& set, const SetCosts& costs) {
  // Which networks are on the file tier is decided last.
  const bool may_use_files = set.host_memory_limit && costs.link.knows_files();
  const Tier tier = may_use_files ? Tier::kFile : Tier::kHostMemory;
  return {costs.networks, &costs.link, costs.handover.median,
          costs.link.hiccup(tier).bound + costs.handover.bound, judge_of(set, costs)};
}

PlannerOptions planner_options(const TaskSetSpec& set, dn::Bytes granularity) {
  PlannerOptions options;
  options.memory_limit = set.memory_limit;
  options.host_memory_limit = set.host_memory_limit;
  options.chunk = set.chunk.value_or(std::max(options.chunk, granularity));
  options.group = set.group;
  return options;
}

Judge judge_of(const TaskSetSpec& set, const SetCosts& costs) {
  return [&set, &costs](std::span<const Nanos> times) {
    // The host's phases do not depend on the plan; the groups are known by their sum only.
    SetTiming timing;
    timing.dispatch = costs.dispatch;
    timing.wake = costs.wake;
    timing.host_shares_device = costs.host_shares_device;
    for (std::size_t i = 0; i < set.tasks.size(); ++i) {
      // A picture crosses the link before the first group: counted at the end, never too little.
      const Nanos time = times[costs.task_networks[i]] + costs.link.load(costs.pictures[i]).bound;
      timing.tasks.push_back({{{{time, time, time}, {}, {}, true, -1}},
                              costs.networks[costs.task_networks[i]].excess(),
                              costs.prepare[i],
                              costs.finish[i]});
    }
    const std::optional<HostBudget> host = host_budget(set, timing);
    const std::vector<DeviceTask> tasks =
        device_tasks(set, device_bounds(set, timing), host.value_or(HostBudget{}));
    PlanScore score = score_of(analyse(set.policy, Preemption::kNone, tasks), tasks);
    if (!host) score.schedulable = false;
    return score;
  };
}

SwapPlan plan_set(const TaskSetSpec& set, const MemoryNeeds& needs, dn::Bytes granularity,
                  const SetCosts* costs) {
  const PlannerOptions options = planner_options(set, granularity);
  try {
    return costs == nullptr ? make_plan(needs, options)
                            : make_plan(needs, options, plan_costs(set, *costs));
  } catch (const dn::Error& e) {
    throw dn::Error(e.code(), set.file + ": " + e.what());
  }
}

}  // namespace rtswap
