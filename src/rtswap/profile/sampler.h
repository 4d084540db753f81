// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/model/profile.h"

namespace rtswap {

// Runs of everything that are made before the first one that counts: code, caches, clocks and
// threads are warm then.
inline constexpr int kWarmUpRuns = 3;
// With fewer runs nobody can tell noise from the thing itself.
inline constexpr int kFewestRuns = 10;

// Collects the durations of one thing in the order they were measured. Takes its memory when made.
class Samples {
 public:
  explicit Samples(int runs) { times_.reserve(static_cast<std::size_t>(runs)); }

  void add(Nanos time) { times_.push_back(time); }
  bool empty() const { return times_.empty(); }
  int count() const { return static_cast<int>(times_.size()); }
  Nanos at(int run) const { return times_[static_cast<std::size_t>(run)]; }
  // At least one sample must be there. p99 is the smallest sample that 99 % do not exceed: below
  // 100 samples, the largest.
  TimeStats summary() const;

 private:
  std::vector<Nanos> times_;
};

// Calls `function` runs times, after the warm-up, and times each call. `pause` is called before
// every run, outside the measurement; what it throws ends the measurement.
template <typename Function, typename Pause>
TimeStats sample(int runs, const Pause& pause, const Function& function) {
  Samples samples(runs);
  for (int i = -kWarmUpRuns; i < runs; ++i) {
    pause();
    const Instant begin = Instant::clock::now();
    function();
    const Nanos time = Instant::clock::now() - begin;
    if (i >= 0) samples.add(time);
  }
  return samples.summary();
}

// Why these times should not be trusted, or nothing. The rule: the medians of the two halves of the
// runs differ by more than 5 %, or the p99 is more than 1.5 times the median. Differences below
// 2 us do not count: the clock and the calls around it have that much. Fewer than kFewestRuns are
// not judged.
std::string noise_in(const TimeStats& times);

}  // namespace rtswap
