// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/device_task.h"

// What the tests know about preemption at group boundaries. A job preempts at most once, when it is
// granted first: later it only comes back after jobs that were more urgent. So what it makes others
// load again is paid by it, once, as its `reload`. It pays only
//   - when it preempts a job that the busy period is about; and
//   - when it became ready after that job was granted, so not at the begin of the busy period.
namespace rtswap {

// All of one level: non-preemptive scheduling as a case of limited preemption.
std::vector<DeviceTask> without_preemption(std::span<const DeviceTask> tasks);

// Can a job of `task` preempt one of `other`? A longest_group that is all of `other` does not say
// that it has no point for that: it is a bound.
inline bool can_preempt(const DeviceTask& task, const DeviceTask& other) {
  return task.level > other.level;
}

}  // namespace rtswap
