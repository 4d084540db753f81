// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "rtswap/model/job.h"
#include "rtswap/model/task.h"
#include "rtswap/model/time.h"

// When the jobs of periodic tasks are released. Offsets count from the common start of the task
// set. The loader of tasks files keeps every period, phase and run short enough for 64-bit
// nanoseconds.
namespace rtswap {

// phase + index * period.
Nanos release_offset(const TaskSpec& task, JobIndex index) noexcept;

// The job with its release and absolute deadline.
Job job_at(const TaskSpec& task, TaskId id, JobIndex index, Instant start) noexcept;

// How many jobs are released at offsets in [0, duration).
std::uint64_t jobs_within(const TaskSpec& task, Nanos duration) noexcept;

// The first job released at `offset` or later.
JobIndex first_released_from(const TaskSpec& task, Nanos offset) noexcept;

// on_miss: skip_next. A late job completed at `completion` (an offset): the releases it ran over
// are left out, so the next job to run is the first one released at the completion or later, never
// the late job again. Releases strictly between the two indices are the skipped ones; there are
// none when the job was late (deadline < period) but done before the next release.
JobIndex next_after_late_job(const TaskSpec& task, JobIndex late, Nanos completion) noexcept;

// The least common multiple of the periods; empty where it is beyond 64-bit nanoseconds (292 years)
// or there is no task. Every period is positive.
std::optional<Nanos> hyperperiod(std::span<const TaskSpec> tasks) noexcept;

}  // namespace rtswap
