// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "rtswap/model/job.h"
#include "rtswap/model/task_set.h"
#include "rtswap/model/time.h"

namespace rtswap {

// When a run releases no more jobs; absent = never.
struct ReleaseEnd {
  std::optional<Nanos> duration;      // only releases before this offset from the common start
  std::optional<std::uint64_t> jobs;  // only so many of each task

  static ReleaseEnd of(const TaskSetSpec& set) { return {set.duration, set.jobs}; }
};

// A release of a task.
struct Release {
  JobIndex index;
  Nanos offset{0};  // from the common start
  Nanos held{0};    // it arrived so much earlier, less than a period after the release before it
};

// The releases of one task, one after the other. Periodic: phase + index * period. Else each
// arrival, phase + what was drawn or written down, is released at once or, if that is later, a
// period after the release before it: releases are never closer than the analysis takes them to be.
// Depends on nothing but the task, so a run and a simulation release alike. Takes no memory after
// the constructor. One thread at a time.
class ReleaseSequence {
 public:
  // The task must outlive it.
  ReleaseSequence(const TaskSpec& task, const ReleaseEnd& end);

  // There is no next release.
  bool is_over() const noexcept { return is_over_; }
  // Must not be over.
  const Release& next() const noexcept { return next_; }
  void advance() noexcept;
  // Leaves out the releases before `offset`; returns how many.
  std::uint64_t skip_until(Nanos offset) noexcept;

  // The instant of the next release, as far as somebody who waits for it can know: none is known
  // before it happens unless it is periodic. Instant::max(): not known, or there is none.
  Instant predicted(Instant start) const noexcept;
  // The job of the next release.
  Job next_job(TaskId id, Instant start) const noexcept;

 private:
  void set_periodic(JobIndex index) noexcept;
  // Draws arrival `index` and releases it.
  void set_arrival(JobIndex index) noexcept;
  // The offset of arrival `index`, which comes after the one drawn last; empty when there is none.
  std::optional<Nanos> draw_arrival(JobIndex index) noexcept;
  void settle_end() noexcept;

  const TaskSpec& task_;
  const ReleaseEnd end_;
  Release next_;
  Nanos arrival_;  // drawn last
  bool is_over_ = false;
  std::mt19937_64 random_;
};

}  // namespace rtswap
