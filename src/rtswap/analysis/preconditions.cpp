// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/preconditions.h"

#include <algorithm>

namespace rtswap {
namespace {

bool is_within(Nanos time, Nanos smallest, Nanos largest) {
  return time >= smallest && time <= largest;
}

}  // namespace

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
