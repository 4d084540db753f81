// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/task_set.h"

// Which tasks may preempt which: preemption levels as in Baker, Stack-Based Scheduling of Realtime
// Processes, Real-Time Systems 3(1), 1991. A job preempts another one, at a group boundary, only if
// it is better by policy and its task's level is higher. Tasks of a level never hold the device at
// the same time, so they share one activation arena: with fewer levels, less memory and more
// waiting. Pure; set-up only.
namespace rtswap {

// By TaskId; the lowest is 0, and each up to the highest is somebody's.
using PreemptionLevels = std::vector<std::uint32_t>;

// As many levels as can be of use: tasks that differ in what the policy ranks them by (under EDF:
// the relative deadline) differ in level, where the set asks for preemption; best-effort tasks are
// below all others in any case.
PreemptionLevels finest_levels(const TaskSetSpec& set);

// Ways to merge neighbouring levels, the finest first; best-effort tasks stay apart from the
// others. All ways for up to 5 levels of tasks with deadlines, else only so many of them that
// differ in the number of levels.
std::vector<PreemptionLevels> level_choices(const TaskSetSpec& set);

// The arena of each level: the largest of its tasks.
std::vector<dn::Bytes> level_arenas(std::span<const std::uint32_t> levels,
                                    std::span<const dn::Bytes> task_arenas);

// All of them together.
dn::Bytes arena_bytes(std::span<const std::uint32_t> levels,
                      std::span<const dn::Bytes> task_arenas);

}  // namespace rtswap
