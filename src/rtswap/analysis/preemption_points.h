// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/device_task.h"

// Task sets rewritten so that the tests need no special cases.
namespace rtswap {

// Every job one group: non-preemptive scheduling as a case of limited preemption.
std::vector<DeviceTask> without_preemption_points(std::span<const DeviceTask> tasks);

// The reload of a task added to the wcet of each of its jobs, where a job of it can preempt one of
// another task at all. A job preempts at most once, when it is granted first: later it only comes
// back after jobs that were more urgent. So what it makes others load again is paid by it, once.
//
// Under EDF a job of i that is released later can only preempt a job of k when D_k > D_i - J_i.
std::vector<DeviceTask> charge_reloads_edf(std::span<const DeviceTask> tasks);
// Under fixed priorities the rank of k must not be smaller.
std::vector<DeviceTask> charge_reloads_fp(std::span<const DeviceTask> tasks);

}  // namespace rtswap
