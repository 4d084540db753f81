// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "rtswap/analysis/device_task.h"

namespace rtswap {

// Jeffay, Stanat, Martel: On Non-Preemptive Scheduling of Periodic and Sporadic Tasks, RTSS 1991,
// theorem 4.1. Sporadic tasks with D = T and no jitter, in integer time, sorted so that
// T1 <= .. <= Tn, are schedulable by non-preemptive EDF exactly when
//
//   sum C_i / T_i <= 1, and
//   for every i > 1 and every L with T_1 < L < T_i:  C_i + sum_{j < i} floor((L - 1) / T_j) C_j <=
//   L
//
// For periodic tasks of known phases it is sufficient. Where a precondition (D = T, jitter 0, wcet
// and period positive) does not hold, or there are too many L to look at, the answer is false.
bool np_edf_jeffay(std::span<const DeviceTask> tasks);

}  // namespace rtswap
