// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/set_judge.h"

#include <algorithm>

#include "rtswap/analysis/schedulability.h"

namespace rtswap {
namespace {

// A task as one group that is always there: how long it takes is what the judge is asked about.
SetTiming one_group_each(const SetCosts& costs) {
  SetTiming timing;
  for (std::size_t i = 0; i < costs.task_networks.size(); ++i) {
    timing.tasks.push_back({{GroupTiming{}}, costs.prepare[i], costs.finish[i]});
  }
  timing.dispatch = costs.dispatch;
  timing.wake = costs.wake;
  timing.host_shares_device = costs.host_shares_device;
  return timing;
}

// How much earlier than its deadline the worst task ends; only of a schedulable set.
Nanos slack_of(const Verdict& verdict, std::span<const DeviceTask> tasks) {
  Nanos slack = Nanos::max();
  for (std::size_t i = 0; i < tasks.size(); ++i)
    slack = std::min(slack, tasks[i].deadline - verdict.bounds[i].response.value_or(Nanos::max()));
  return slack;
}

}  // namespace

PlanCosts plan_costs(const TaskSetSpec& set, const SetCosts& costs) {
  const SetTiming empty = one_group_each(costs);
  const std::optional<HostBudget> host = host_budget(set, empty);
  Judge judge = [&set, &costs, empty, host](std::span<const Nanos> times) {
    SetTiming timing = empty;
    for (std::size_t i = 0; i < timing.tasks.size(); ++i) {
      timing.tasks[i].groups.front().exec.bound =
          times[costs.task_networks[i]] + costs.link.load(costs.pictures[i]).bound;
    }
    const std::vector<DeviceTask> tasks =
        device_tasks(set, device_bounds(set, timing), host.value_or(HostBudget{}));
    const Verdict verdict = analyse(set.policy, Preemption::kNone, tasks);
    PlanScore score{verdict.schedulable && host, Nanos(0), verdict.utilization};
    if (score.schedulable) score.slack = slack_of(verdict, tasks);
    return score;
  };
  return {costs.networks, &costs.link, costs.wake.median,
          costs.link.hiccup().bound + costs.wake.bound, std::move(judge)};
}

}  // namespace rtswap
