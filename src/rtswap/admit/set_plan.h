// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/analysis/set_timing.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"
#include "rtswap/plan/plan_costs.h"
#include "rtswap/plan/planner.h"
#include "rtswap/sched/preemption_levels.h"

namespace rtswap {

// How good job lengths are for the set: what the schedulability tests say of them. Where there is
// more than one preemption level, the groups that preemption waits for, and what it costs, are
// guessed: they are the finished plan's, which is judged anew.
Judge judge_of(const TaskSetSpec& set, const SetCosts& costs, PreemptionLevels levels);

// What a plan of the set is searched by. Refers to both.
PlanCosts plan_costs(const TaskSetSpec& set, const SetCosts& costs, PreemptionLevels levels);

// The plan for the set with these of its level_choices(): by what was measured where there are
// costs, else by sizes and rates. Throws dn::Error (kBadInput) when the limit is too small. What it
// works out that does not depend on periods and limits goes into the memo, where there is one.
SwapPlan plan_with_levels(const TaskSetSpec& set, MemoryNeeds needs, dn::Bytes granularity,
                          const SetCosts* costs, const PreemptionLevels& levels, PlanMemo* memo);

// What the tasks file asks of the planner. `granularity`: the smallest chunk of the device.
PlannerOptions planner_options(const TaskSetSpec& set, dn::Bytes granularity);

// The plan for the set. With costs it is the best over level_choices(), which trade memory for
// activations against waiting; else the one with the most levels that fits. Throws dn::Error
// (kBadInput) that names the tasks file when the limit is too small.
SwapPlan plan_set(const TaskSetSpec& set, const MemoryNeeds& needs, dn::Bytes granularity,
                  const SetCosts* costs);

// Activations as the plan's levels share them.
void settle_arena(const SwapPlan& plan, MemoryNeeds& needs);

}  // namespace rtswap
