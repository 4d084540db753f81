// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "rtswap/model/time.h"

namespace rtswap {

enum class ReleaseKind {
  kPeriodic,  // a period after the release before it, to the nanosecond
  kPoisson,   // arrivals with independent, exponentially distributed gaps
  kTrace,     // arrivals that were written down
};

// When a task's jobs arrive. Arrivals that are not periodic are released as soon as they may be: a
// period after the release before them, at the earliest (sched/release_sequence.h).
struct ReleaseSpec {
  ReleaseKind kind = ReleaseKind::kPeriodic;
  Nanos mean_gap{0};              // kPoisson: more than 0
  std::uint64_t seed = 1;         // kPoisson: the same seed gives the same arrivals
  std::vector<Nanos> arrivals{};  // kTrace: from the task's phase, in order, at least one

  bool is_periodic() const { return kind == ReleaseKind::kPeriodic; }
};

}  // namespace rtswap
