// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/model/time.h"

namespace rtswap {

// Something that takes a certain time and can be stopped meanwhile.
class PausableTimer {
 public:
  explicit PausableTimer(const Instant& now) : now_(now) {}

  bool is_running() const { return is_running_; }
  // When it is over if nobody pauses it; Instant::max() while it is paused or not running.
  Instant next_event() const {
    return is_running_ && !is_paused_ ? since_ + left_ : Instant::max();
  }

  void start(Nanos duration) {
    is_running_ = true;
    left_ = duration;
    since_ = now_;
  }
  // Call when the clock shows next_event().
  void finish() { is_running_ = false; }
  // Also of what is started later.
  void pause(bool paused) {
    if (paused == is_paused_) return;
    is_paused_ = paused;
    if (paused) left_ -= now_ - since_;
    since_ = now_;
  }

 private:
  const Instant& now_;
  Instant since_;  // that is left from then on, while it is not paused
  Nanos left_{0};
  bool is_running_ = false, is_paused_ = false;
};

}  // namespace rtswap
