// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/preconditions.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace rtswap {
namespace {

bool is_within(Nanos time, Nanos smallest, Nanos largest) {
  return time >= smallest && time <= largest;
}

// Where `key` says more, the level is not higher.
template <typename Key>
bool levels_follow(std::span<const DeviceTask> tasks, const Key& key) {
  std::vector<DeviceTask> ordered(tasks.begin(), tasks.end());
  std::ranges::sort(ordered, std::ranges::greater(), &DeviceTask::level);
  auto largest = std::numeric_limits<std::int64_t>::min();
  for (std::size_t i = 0; i < ordered.size();) {
    std::size_t end = i;
    std::int64_t here = largest;
    for (; end < ordered.size() && ordered[end].level == ordered[i].level; ++end) {
      if (key(ordered[end]) < largest) return false;
      here = std::max(here, key(ordered[end]));
    }
    largest = here;
    i = end;
  }
  return true;
}

}  // namespace

bool levels_follow_deadlines(std::span<const DeviceTask> tasks) {
  return levels_follow(tasks, [](const DeviceTask& t) { return (t.deadline - t.jitter).count(); });
}

bool levels_follow_ranks(std::span<const DeviceTask> tasks) {
  return levels_follow(tasks, [](const DeviceTask& task) { return task.rank; });
}

bool best_effort_is_below(std::span<const DeviceTask> tasks) {
  auto lowest = std::numeric_limits<std::uint32_t>::max();
  for (const DeviceTask& task : tasks) {
    if (!task.best_effort) lowest = std::min(lowest, task.level);
  }
  return std::ranges::all_of(
      tasks, [&](const DeviceTask& task) { return !task.best_effort || task.level < lowest; });
}

bool times_are_valid(std::span<const DeviceTask> tasks) {
  return std::all_of(tasks.begin(), tasks.end(), [](const DeviceTask& task) {
    return is_within(task.period, Nanos(1), kLongestTime) &&
           is_within(task.jitter, Nanos(0), kLongestTime) &&
           is_within(task.wcet, Nanos(0), kLongestTime);
  });
}

bool deadlines_are_valid(std::span<const DeviceTask> tasks) {
  return std::all_of(tasks.begin(), tasks.end(), [](const DeviceTask& task) {
    return is_within(task.deadline, Nanos(1), kLongestTime);
  });
}

bool groups_are_valid(std::span<const DeviceTask> tasks) {
  return times_are_valid(tasks) &&
         std::all_of(tasks.begin(), tasks.end(), [](const DeviceTask& task) {
           return is_within(task.longest_group, Nanos(0), task.wcet) &&
                  is_within(task.last_group, Nanos(0), task.longest_group) &&
                  is_within(task.reload, Nanos(0), kLongestTime);
         });
}

}  // namespace rtswap
