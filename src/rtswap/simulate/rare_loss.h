// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/model/time.h"
#include "rtswap/model/timing.h"
#include "rtswap/simulate/duration_source.h"

namespace rtswap {

// What things of one kind take beyond their bounds, so much in any stretch of time of one length:
// the first one that may be late has all of it, and the next ones none until such a stretch has
// passed since it ended.
class RareLoss {
 public:
  // `durations` and `now` must outlive it.
  RareLoss(const BoundedTime& lost, Nanos stretch, DurationSource& durations, const Instant& now)
      : lost_(lost), stretch_(stretch), durations_(durations), now_(now) {}

  // Of what begins now.
  Nanos take() {
    if (is_taken_ || now_ < again_at_) return Nanos(0);
    const Nanos loss = durations_(lost_);
    is_taken_ = loss > Nanos(0);
    return loss;
  }
  // What took some has ended.
  void settle() {
    is_taken_ = false;
    again_at_ = now_ + stretch_ + Nanos(1);
  }

 private:
  BoundedTime lost_;
  Nanos stretch_;
  DurationSource& durations_;
  const Instant& now_;
  Instant again_at_;
  bool is_taken_ = false;
};

}  // namespace rtswap
