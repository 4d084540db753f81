// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/analysis/set_timing.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"
#include "rtswap/plan/plan_costs.h"
#include "rtswap/plan/planner.h"

namespace rtswap {

// How good job lengths are for the set: what the schedulability tests say of them.
Judge judge_of(const TaskSetSpec& set, const SetCosts& costs);

// What a plan of the set is searched by. Refers to both.
PlanCosts plan_costs(const TaskSetSpec& set, const SetCosts& costs);

// What the tasks file asks of the planner. `granularity`: the smallest chunk of the device.
PlannerOptions planner_options(const TaskSetSpec& set, dn::Bytes granularity);

// The plan for the set: by what was measured where there are costs, else by sizes and rates.
// Throws dn::Error (kBadInput) that names the tasks file when the limit is too small.
SwapPlan plan_set(const TaskSetSpec& set, const MemoryNeeds& needs, dn::Bytes granularity,
                  const SetCosts* costs);

}  // namespace rtswap
