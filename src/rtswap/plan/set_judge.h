// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/analysis/set_timing.h"
#include "rtswap/model/task_set.h"
#include "rtswap/plan/plan_costs.h"

namespace rtswap {

// Costs with a judge that asks the schedulability tests of the set's policy (analysis/
// schedulability.h), with everything the host takes: what `rtswap check` says of the finished plan,
// or less where tasks send pictures, whose way to the device counts here behind all else. Refers to
// both, which must outlive it.
PlanCosts plan_costs(const TaskSetSpec& set, const SetCosts& costs);

}  // namespace rtswap
