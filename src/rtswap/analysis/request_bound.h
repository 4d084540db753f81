// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <span>

#include "rtswap/analysis/device_task.h"

// How much work sporadic tasks with release jitter can bring or owe in a window that begins at 0,
// before which nothing of it was ready. The most comes when a task's first job, released `jitter`
// before 0, becomes ready at 0, and the later ones are released a period apart and ready at once
// (Tindell, Burns, Wellings 1994; Spuri 1996 for deadlines). Times are valid (preconditions.h).
namespace rtswap {

// Jobs that become ready in [0, x), x >= 0.
inline std::int64_t ready_before(const DeviceTask& task, Nanos x) {
  return (x + task.jitter + task.period - Nanos(1)) / task.period;
}

// Jobs that become ready in [0, x], x >= 0.
inline std::int64_t ready_until(const DeviceTask& task, Nanos x) {
  return (x + task.jitter) / task.period + 1;
}

// Jobs that become ready at 0 or later and have their absolute deadline at t or earlier.
inline std::int64_t due_until(const DeviceTask& task, Nanos t) {
  const Nanos since_first = t + task.jitter - task.deadline;
  return since_first < Nanos(0) ? 0 : since_first / task.period + 1;
}

// The longest the device can be busy without a break, from 0, with `blocking` and then with jobs of
// these tasks: the smallest x with blocking + sum of ready_before(x) * wcet = x. Empty when their
// utilization is above 1, or no x was found within the limits of preconditions.h.
std::optional<Nanos> busy_period(std::span<const DeviceTask> tasks, Nanos blocking);

}  // namespace rtswap
