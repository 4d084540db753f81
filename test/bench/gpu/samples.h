// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace bench_gpu {

using Clock = std::chrono::steady_clock;

inline double millis(Clock::duration t) {
  return std::chrono::duration<double, std::milli>(t).count();
}

// Times of one thing done again and again, in milliseconds.
class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  std::size_t count() const { return values_.size(); }
  double median() const { return percentile(.5); }
  // The value of rank p * (count - 1), rounded to the nearest; 0 when empty.
  double percentile(double p) const {
    if (values_.empty()) return 0;
    std::vector<double> sorted = values_;
    std::ranges::sort(sorted);
    return sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1) + .5)];
  }

 private:
  std::vector<double> values_;
};

// How often something is timed: at most `most` times, and no longer than `budget` once there are
// five times.
struct Repeats {
  int warm_up = 20;
  int most = 300;
  Clock::duration budget = std::chrono::milliseconds(1500);
};

// `once` does the work, waits for its end, and returns how long it took in milliseconds.
template <typename Once>
Samples time_repeatedly(const Repeats& repeats, const Once& once) {
  for (int i = 0; i < repeats.warm_up; ++i) once();
  Samples samples;
  const auto begin = Clock::now();
  for (int i = 0; i < repeats.most; ++i) {
    if (i >= 5 && Clock::now() - begin > repeats.budget) break;
    samples.add(once());
  }
  return samples;
}

}  // namespace bench_gpu
