// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/request_bound.h"

#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/utilization.h"

namespace rtswap {

std::optional<Nanos> busy_period(std::span<const DeviceTask> tasks, Nanos blocking) {
  if (compare_utilization_to_one(tasks) > 0) return {};
  Nanos length = blocking;
  for (const DeviceTask& task : tasks) length += ready_until(task, Nanos(0)) * task.wcet;
  for (int step = 0; step < kMostSteps && length <= kLongestWindow; ++step) {
    Nanos work = blocking;
    for (const DeviceTask& task : tasks) work += ready_before(task, length) * task.wcet;
    if (work == length) return length;
    length = work;
  }
  return {};
}

}  // namespace rtswap
