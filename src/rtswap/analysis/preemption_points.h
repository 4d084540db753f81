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

// Every job one group: non-preemptive scheduling as a case of limited preemption.
std::vector<DeviceTask> without_preemption_points(std::span<const DeviceTask> tasks);

// Does a job of it have a preemption point?
inline bool is_preemptible(const DeviceTask& task) { return task.longest_group < task.wcet; }

}  // namespace rtswap
