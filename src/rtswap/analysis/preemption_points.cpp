// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/preemption_points.h"

namespace rtswap {

std::vector<DeviceTask> without_preemption(std::span<const DeviceTask> tasks) {
  std::vector<DeviceTask> whole(tasks.begin(), tasks.end());
  for (DeviceTask& task : whole) {
    task.longest_group = task.last_group = task.wcet;
    task.reload = Nanos(0);
    task.level = 0;
  }
  return whole;
}

}  // namespace rtswap
