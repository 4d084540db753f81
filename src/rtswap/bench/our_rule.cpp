// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/our_rule.h"

#include <algorithm>

#include "rtswap/admit/admission.h"
#include "rtswap/admit/set_plan.h"
#include "rtswap/plan/planner.h"

namespace rtswap {

bool accepts_ours(const DrawnSet& drawn, dn::Bytes limit, PlanMemo& memo) {
  TaskSetSpec set = drawn.set;
  set.memory_limit = limit;
  PlanCosts costs = plan_costs(set, drawn.costs, PreemptionLevels(set.tasks.size(), 0));
  costs.memo = &memo;
  return has_schedulable_plan(drawn.needs, planner_options(set, *set.chunk), costs);
}

bool accepts_ours_preemptible(const DrawnSet& drawn, dn::Bytes limit, PlanMemo& memo) {
  if (accepts_ours(drawn, limit, memo)) return true;
  TaskSetSpec set = drawn.set;
  set.memory_limit = limit;
  set.preemption = Preemption::kGroupBoundary;
  PlannerOptions options = planner_options(set, *set.chunk);
  options.whole_networks = false;
  for (const PreemptionLevels& levels : level_choices(set)) {
    if (std::ranges::max(levels) == 0) continue;
    MemoryNeeds needs = drawn.needs;
    needs.arena = arena_bytes(levels, needs.task_arenas);
    PlanCosts costs = plan_costs(set, drawn.costs, levels);
    costs.memo = &memo;
    // The search guesses what preemption costs; the plan that it finds is judged by what it does.
    if (!has_schedulable_plan(needs, options, costs)) continue;
    SwapPlan plan = make_plan(needs, options, costs);
    plan.levels = levels;
    if (admit(set, plan, drawn.costs).is_schedulable()) return true;
  }
  return false;
}

}  // namespace rtswap
