// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "rtswap/trace/trace.h"

namespace rtswap {

// When the jobs of a trace were released: of periodic tasks as it should be (check_releases() looks
// whether it was), of sporadic ones as it was recorded.
class TracedReleases {
 public:
  // The trace must outlive it.
  explicit TracedReleases(const Trace& trace);

  // Far in the future where nanoseconds cannot say it, or where a sporadic job's is not recorded.
  Nanos of(std::uint16_t task, std::uint32_t job) const;

 private:
  struct Recorded {
    std::uint32_t job;
    Nanos at;
  };

  const TraceHeader& header_;
  std::vector<std::vector<Recorded>> sporadic_;  // by task, by job; empty for periodic ones
};

}  // namespace rtswap
