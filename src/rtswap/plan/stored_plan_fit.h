// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "rtswap/model/stored_plan.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/plan/planner.h"
#include "rtswap/sched/preemption_levels.h"

namespace rtswap {

// What of a plan is stored.
StoredPlan stored_plan(const SwapPlan& plan, const MemoryNeeds& needs);

// The plan for these needs and limits. Throws dn::Error (kBadInput) that says what differs: other
// networks, other weights, more memory than the limit leaves, another chunk than is asked for, more
// retained than a network may, places that no plan can have, or preemption levels that are none of
// `levels`.
SwapPlan fit_plan(const StoredPlan& stored, const MemoryNeeds& needs, const PlannerOptions& options,
                  std::span<const PreemptionLevels> levels);

}  // namespace rtswap
