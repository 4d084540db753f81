// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <deque>

#include "rtswap/model/time.h"

namespace rtswap {

// The most that is lost in any stretch of time of one length, of losses told in the order of their
// instants. What profiles measure and traces are checked for. Allocates.
class LossWindow {
 public:
  explicit LossWindow(Nanos length) : length_(length) {}

  // Returns what the stretch that ends now has lost.
  Nanos add(Instant at, Nanos lost) {
    losses_.push_back({at, lost});
    sum_ += lost;
    while (losses_.front().at < at - length_) {
      sum_ -= losses_.front().lost;
      losses_.pop_front();
    }
    most_ = std::max(most_, sum_);
    return sum_;
  }
  Nanos most() const { return most_; }

 private:
  struct Loss {
    Instant at;
    Nanos lost;
  };
  Nanos length_;
  std::deque<Loss> losses_;
  Nanos sum_{0}, most_{0};
};

}  // namespace rtswap
