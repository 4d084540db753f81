// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "rtswap/model/ids.h"
#include "rtswap/model/task.h"
#include "rtswap/model/time.h"

// When the jobs of periodic tasks are released; release_sequence.h is for all tasks. Offsets count
// from the common start of the task set. The loader of tasks files keeps every period, phase and
// run short enough for 64-bit nanoseconds.
namespace rtswap {

// phase + index * period.
Nanos release_offset(const TaskSpec& task, JobIndex index) noexcept;

// How many jobs are released at offsets in [0, duration).
std::uint64_t jobs_within(const TaskSpec& task, Nanos duration) noexcept;

// The first job released at `offset` or later.
JobIndex first_released_from(const TaskSpec& task, Nanos offset) noexcept;

// The least common multiple of the periods; empty where it is beyond 64-bit nanoseconds (292 years)
// or there is no task. Every period is positive.
std::optional<Nanos> hyperperiod(std::span<const TaskSpec> tasks) noexcept;

}  // namespace rtswap
