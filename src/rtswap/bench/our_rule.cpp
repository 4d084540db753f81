// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/our_rule.h"

#include "rtswap/admit/set_plan.h"
#include "rtswap/plan/planner.h"

namespace rtswap {

bool accepts_ours(const DrawnSet& drawn, dn::Bytes limit, PlanMemo& memo) {
  TaskSetSpec set = drawn.set;
  set.memory_limit = limit;
  PlanCosts costs = plan_costs(set, drawn.costs);
  costs.memo = &memo;
  return has_schedulable_plan(drawn.needs, planner_options(set, *set.chunk), costs);
}

}  // namespace rtswap
