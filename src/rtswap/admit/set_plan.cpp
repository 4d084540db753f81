// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/set_plan.h"

#include <algorithm>
#include <limits>

#include "darknet/base/error.h"
#include "rtswap/admit/admission.h"
#include "rtswap/analysis/preemption_costs.h"
#include "rtswap/analysis/schedulability.h"
#include "rtswap/model/link_pieces.h"

namespace rtswap {
namespace {

PlanScore score_of(const Verdict& verdict, std::span<const DeviceTask> tasks) {
  PlanScore score;
  score.schedulable = verdict.schedulable;
  score.utilization = verdict.utilization;
  score.slack = Nanos::max();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].best_effort) continue;
    const auto& response = verdict.bounds[i].response;
    score.slack = std::min(score.slack, tasks[i].deadline - response.value_or(tasks[i].deadline));
  }
  return score;
}

// A group is taken for the longest step beside a load of two of the largest pieces. A job loses
// what it pays whenever it goes on; that it has to load anything again is for the plan to avoid,
// and to guess more made plans worse (plan/README.md).
std::vector<PreemptionCosts> guessed_preemption(const SetCosts& costs,
                                                std::span<const std::uint32_t> levels,
                                                std::span<const DeviceBound> bounds) {
  std::vector<PreemptionCosts> guessed;
  const std::uint32_t highest = std::ranges::max(levels);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const NetworkCosts& network = costs.networks[costs.task_networks[i]];
    Nanos step{0};
    for (int k = 0; k < network.steps(); ++k) step = std::max(step, network.exec(k, k).bound);
    const Nanos whole = bounds[i].total();
    const Nanos group = costs.dispatch.bound + step + costs.link.load(kLargestPiece * 2).bound;
    const Nanos reload = costs.dispatch.bound + costs.link.window(kLargestPiece).bound;
    guessed.push_back({levels[i] < highest ? std::min(whole, group) : whole, Nanos(0),
                       levels[i] > 0 ? reload : Nanos(0)});
  }
  return guessed;
}

PlanScore score_of(const Admission& admission) {
  PlanScore score;
  score.schedulable = admission.is_schedulable();
  score.utilization = admission.utilization;
  score.slack = Nanos::max();
  for (const TaskPromise& promise : admission.tasks) {
    if (!promise.best_effort) score.slack = std::min(score.slack, promise.slack());
  }
  return score;
}

}  // namespace

PlanCosts plan_costs(const TaskSetSpec& set, const SetCosts& costs, PreemptionLevels levels) {
  return {costs.networks, &costs.link, costs.handover.median,
          judge_of(set, costs, std::move(levels))};
}

PlannerOptions planner_options(const TaskSetSpec& set, dn::Bytes granularity) {
  PlannerOptions options;
  options.memory_limit = set.memory_limit;
  options.host_memory_limit = set.host_memory_limit;
  options.chunk = set.chunk.value_or(std::max(options.chunk, granularity));
  options.group = set.group;
  options.whole_networks = set.on_miss != OnMiss::kAbort;
  return options;
}

Judge judge_of(const TaskSetSpec& set, const SetCosts& costs, PreemptionLevels levels) {
  // Which networks are on the file tier is decided last.
  const bool may_use_files = set.host_memory_limit && costs.link.knows_files();
  const Tier tier = may_use_files ? Tier::kFile : Tier::kHostMemory;
  return
      [&set, &costs, tier, levels = std::move(levels)](std::span<const Nanos> times, bool streams) {
        // The host's phases do not depend on the plan; the groups are known by their sum only.
        SetTiming timing;
        timing.dispatch = costs.dispatch;
        timing.wake = costs.wake;
        timing.host_shares_device = costs.host_shares_device;
        set_losses(timing, costs, streams ? std::optional(tier) : std::nullopt);
        for (std::size_t i = 0; i < set.tasks.size(); ++i) {
          // A picture crosses the link before the first group: counted at the end, never too
          // little.
          Nanos time = times[costs.task_networks[i]] + costs.link.load(costs.pictures[i]).bound;
          if (streams) time += costs.link.load(costs.inputs[i]).bound;
          timing.tasks.push_back(
              {{{{time, time, time}, {}, {}, true, -1}}, costs.prepare[i], costs.finish[i]});
        }
        const std::optional<HostBudget> host = host_budget(set, timing);
        const std::vector<DeviceBound> bounds = device_bounds(set, timing);
        std::vector<DeviceTask> tasks = device_tasks(set, bounds, host.value_or(HostBudget{}));
        if (std::ranges::max(levels) > 0)
          add_levels(levels, guessed_preemption(costs, levels, bounds), tasks);
        PlanScore score = score_of(analyse(set.policy, tasks, interrupted_by(set, timing)), tasks);
        if (!host) score.schedulable = false;
        return score;
      };
}

SwapPlan plan_with_levels(const TaskSetSpec& set, MemoryNeeds needs, dn::Bytes granularity,
                          const SetCosts* costs, const PreemptionLevels& levels, PlanMemo* memo) {
  needs.arena = arena_bytes(levels, needs.task_arenas);
  PlannerOptions options = planner_options(set, granularity);
  // Who is preempted is so between two groups.
  if (std::ranges::max(levels) > 0) options.whole_networks = false;
  SwapPlan plan;
  if (costs == nullptr) {
    plan = make_plan(needs, options);
  } else {
    PlanCosts by = plan_costs(set, *costs, levels);
    by.memo = memo;
    plan = make_plan(needs, options, by);
  }
  plan.levels = levels;
  return plan;
}

SwapPlan plan_set(const TaskSetSpec& set, const MemoryNeeds& needs, dn::Bytes granularity,
                  const SetCosts* costs) {
  PlanMemo memo;
  std::optional<SwapPlan> best;
  PlanScore best_score;
  const std::vector<PreemptionLevels> choices = level_choices(set);
  for (const PreemptionLevels& levels : choices) {
    try {
      SwapPlan plan = plan_with_levels(set, needs, granularity, costs, levels, &memo);
      if (costs == nullptr || choices.size() == 1) return plan;
      const PlanScore score = score_of(admit(set, plan, *costs));
      if (best && !score.is_better_than(best_score)) continue;
      best = std::move(plan);
      best_score = score;
    } catch (const dn::Error& e) {
      // Fewer levels take less.
      if (best || &levels != &choices.back()) continue;
      throw dn::Error(e.code(), set.file + ": " + e.what());
    }
  }
  return std::move(*best);
}

void settle_arena(const SwapPlan& plan, MemoryNeeds& needs) {
  if (plan.levels.empty()) return;
  needs.arena = arena_bytes(plan.levels, needs.task_arenas);
}

}  // namespace rtswap
