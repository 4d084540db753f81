// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "rtswap/analysis/device_task.h"

namespace rtswap {

// George, Rivierre, Spuri: Preemptive and Non-Preemptive Real-Time Uniprocessor Scheduling, INRIA
// research report 2966, 1996: the processor demand of non-preemptive EDF, with blocking. Jobs are
// ordered by release + deadline; any deadline, release jitter as in Spuri 1996. Schedulable when
//
//   sum C_i / T_i <= 1, and for every t at which a job becomes due in a busy period:
//   max over k with D_k - J_k > t of (C_k - 1)
//     + sum over i with D_i - J_i <= t of (floor((t + J_i - D_i) / T_i) + 1) C_i  <=  t
//
// For sporadic tasks in integer time it is also necessary: at the first t that fails, the blocking
// job granted one unit before everything else becomes ready makes a job miss. False as well where
// times or deadlines are not valid or a search was given up (preconditions.h).
bool np_edf_demand(std::span<const DeviceTask> tasks);

}  // namespace rtswap
