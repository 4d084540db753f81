// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace rtswap {

// How long calls took, each by itself, for medians and percentiles. Two readings of the clock are
// part of every time. Takes memory at the start only; calls beyond the capacity are not recorded.
class CallTimes {
 public:
  explicit CallTimes(std::size_t capacity) { nanos_.reserve(capacity); }

  // Calls, and returns what the call returns.
  template <typename Call>
  auto time(const Call& call) {
    const auto begin = std::chrono::steady_clock::now();
    const auto result = call();
    add(std::chrono::steady_clock::now() - begin);
    return result;
  }
  void add(std::chrono::nanoseconds time) {
    if (!is_full()) nanos_.push_back(static_cast<double>(time.count()));
  }
  bool is_full() const { return nanos_.size() == nanos_.capacity(); }

  // Nanoseconds; 0 where nothing was recorded. `share` is 0 to 1.
  double percentile(double share) {
    if (nanos_.empty()) return 0;
    const auto last = static_cast<double>(nanos_.size() - 1);
    const auto place = nanos_.begin() + static_cast<std::ptrdiff_t>(last * share);
    std::nth_element(nanos_.begin(), place, nanos_.end());
    return *place;
  }

 private:
  std::vector<double> nanos_;
};

}  // namespace rtswap
