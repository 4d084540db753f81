// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "rtswap/analysis/device_task.h"

// What every schedulability test asks of its input before it counts anything.
//
// Nothing overflows in a test that also knows the utilization to be at most 1: work due or released
// in a window t is then at most t + the longest jitter + the longest period, in all tasks together.
namespace rtswap {

// No time of a task is longer: 1.1 years.
inline constexpr Nanos kLongestTime{std::int64_t{1} << 55};
// No busy period or window is followed further: 36 years.
inline constexpr Nanos kLongestWindow{std::int64_t{1} << 60};
// No search takes more steps, and none looks at more instants. Far beyond what sets of tasks with
// some slack need; at a utilization next to 1 a busy period can be longer.
inline constexpr int kMostSteps = 100'000;
inline constexpr std::int64_t kMostInstants = 1'000'000;
// Beyond as many additions, searches for bounds of EDF take a larger bound that is known already.
inline constexpr std::int64_t kMostTerms = 4'000'000;

// Periods are positive, wcet and jitter not negative, and all at most kLongestTime. Deadlines do
// not matter to bounds that do not order by them.
bool times_are_valid(std::span<const DeviceTask> tasks);

// Deadlines are positive and at most kLongestTime.
bool deadlines_are_valid(std::span<const DeviceTask> tasks);

// Valid times, and 0 <= last_group <= longest_group <= wcet, and reload is not negative.
bool groups_are_valid(std::span<const DeviceTask> tasks);

// A higher level means an earlier deadline - jitter, or an equal one: what EDF's tests for levels
// take for granted. Levels by relative deadline do, where all tasks have the same jitter.
bool levels_follow_deadlines(std::span<const DeviceTask> tasks);

// A higher level means a smaller rank, or an equal one.
bool levels_follow_ranks(std::span<const DeviceTask> tasks);

// Best-effort tasks are of lower levels than all others, so that these preempt them.
bool best_effort_is_below(std::span<const DeviceTask> tasks);

}  // namespace rtswap
