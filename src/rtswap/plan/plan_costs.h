// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/network_costs.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/plan/plan_memo.h"
#include "rtswap/plan/plan_score.h"

namespace rtswap {

// What a plan is chosen by. Refers to what others own.
struct PlanCosts {
  std::span<const NetworkCosts> networks;  // by network
  const LinkCosts* link = nullptr;
  Nanos streaming{0};  // what being streamed adds to the execution of a group
  Judge judge;
  PlanMemo* memo = nullptr;  // absent: nothing is kept for later searches
};

// How long a job of each network holds device and link at most when it finds none of its streamed
// groups, bounds throughout: the cold makespan with the plan's places, and behind what others may
// have on the link. What the host takes is not in it.
std::vector<Nanos> device_times(const SwapPlan& plan, const PlanCosts& costs);

// The judge's opinion of them.
PlanScore score_of(const SwapPlan& plan, const PlanCosts& costs);

// Judges by utilization alone; nothing is ever schedulable.
Judge utilization_judge(const MemoryNeeds& needs);

}  // namespace rtswap
