// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "rtswap/model/loss_window.h"
#include "rtswap/model/profile.h"

namespace rtswap {

// Adds up what things that follow each other take beyond what is usual, by a clock that goes only
// while they do.
class LossWatch {
 public:
  void add(Nanos took, Nanos usual) {
    now_ += took;
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      const Nanos bound = usual + usual * kInterruptionPercents[i] / 100;
      if (took > bound) windows_[i].add(now_, took - bound);
    }
  }

  // One for each of kInterruptionPercents.
  std::vector<Interruptions> most() const {
    std::vector<Interruptions> most;
    for (std::size_t i = 0; i < windows_.size(); ++i)
      most.push_back({kInterruptionPercents[i], windows_[i].most()});
    return most;
  }

 private:
  Instant now_;
  std::vector<LossWindow> windows_{kInterruptionPercents.size(), LossWindow(kInterruptionWindow)};
};

}  // namespace rtswap
