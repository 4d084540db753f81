// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/preemption_points.h"

#include <algorithm>
#include <cstddef>

namespace rtswap {
namespace {

// `can_preempt(a, b)`: a job of a preempts one of b.
template <typename CanPreempt>
std::vector<DeviceTask> charge_reloads(std::span<const DeviceTask> tasks,
                                       const CanPreempt& can_preempt) {
  std::vector<DeviceTask> charged(tasks.begin(), tasks.end());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    for (std::size_t k = 0; k < tasks.size(); ++k) {
      if (k == i || !can_preempt(tasks[i], tasks[k])) continue;
      charged[i].wcet += tasks[i].reload;
      break;
    }
  }
  return charged;
}

}  // namespace

std::vector<DeviceTask> without_preemption_points(std::span<const DeviceTask> tasks) {
  std::vector<DeviceTask> whole(tasks.begin(), tasks.end());
  for (DeviceTask& task : whole) {
    task.longest_group = task.last_group = task.wcet;
    task.reload = Nanos(0);
  }
  return whole;
}

std::vector<DeviceTask> charge_reloads_edf(std::span<const DeviceTask> tasks) {
  return charge_reloads(tasks, [](const DeviceTask& a, const DeviceTask& b) {
    return b.deadline > a.deadline - a.jitter;
  });
}

std::vector<DeviceTask> charge_reloads_fp(std::span<const DeviceTask> tasks) {
  return charge_reloads(tasks,
                        [](const DeviceTask& a, const DeviceTask& b) { return b.rank >= a.rank; });
}

}  // namespace rtswap
