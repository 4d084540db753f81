// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_edf_jeffay.h"

#include <algorithm>
#include <vector>

#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/utilization.h"

namespace rtswap {
namespace {

bool is_applicable(std::span<const DeviceTask> tasks) {
  return times_are_valid(tasks) && deadlines_are_valid(tasks) &&
         std::all_of(tasks.begin(), tasks.end(), [](const DeviceTask& task) {
           return task.deadline == task.period && task.jitter == Nanos(0) && task.wcet > Nanos(0);
         });
}

// Both sides at one L, for the last task of `sorted`.
bool fits(std::span<const DeviceTask> sorted, Nanos window) {
  Nanos work = sorted.back().wcet;
  for (const DeviceTask& task : sorted.first(sorted.size() - 1))
    work += (window - Nanos(1)) / task.period * task.wcet;
  return work <= window;
}

// The left side grows only where L - 1 is a multiple of a shorter period. False as well when
// `instants`, how many L may still be looked at, do not suffice.
bool last_one_blocks_nobody(std::span<const DeviceTask> sorted, std::int64_t& instants) {
  const Nanos first = sorted.front().period, last = sorted.back().period;
  if (last - first > Nanos(1) && !fits(sorted, first + Nanos(1))) return false;
  for (const DeviceTask& task : sorted.first(sorted.size() - 1)) {
    for (Nanos window = task.period + Nanos(1); window < last; window += task.period) {
      if (--instants < 0) return false;
      if (!fits(sorted, window)) return false;
    }
  }
  return true;
}

}  // namespace

bool np_edf_jeffay(std::span<const DeviceTask> tasks) {
  if (!is_applicable(tasks) || compare_utilization_to_one(tasks) > 0) return false;
  std::vector<DeviceTask> sorted(tasks.begin(), tasks.end());
  std::ranges::sort(sorted, {}, &DeviceTask::period);
  std::int64_t instants = kMostInstants;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (!last_one_blocks_nobody(std::span(sorted).first(i + 1), instants)) return false;
  }
  return true;
}

}  // namespace rtswap
