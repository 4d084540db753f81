// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/device_task.h"

// What the tests know about preemption at group boundaries. A job preempts at most once, when it is
// granted first: later it only comes back after jobs that were more urgent. So what it makes others
// load again is paid by it, once, as its `reload`. It pays only when it preempts a job that runs on
// before all that the busy period is about is done:
//   - one that the busy period is about, if it became ready after that one was granted, so not at
//     the begin of the busy period;
//   - one that was granted before the busy period, and that somebody waits for whose level is not
//     higher.
namespace rtswap {

// All of one level: non-preemptive scheduling as a case of limited preemption.
std::vector<DeviceTask> without_preemption(std::span<const DeviceTask> tasks);

// Can a job of `task` preempt one of `other`, and is there a point where it could? The longest
// group does not tell: with the loads that it may wait for, its bound may be as long as the job's.
inline bool can_preempt(const DeviceTask& task, const DeviceTask& other) {
  return task.level > other.level && other.last_group < other.wcet;
}

}  // namespace rtswap
