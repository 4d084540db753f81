// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>

#include "rtswap/plan/retention_search.h"

namespace rtswap {

// Improves a choice by changing one group after the other. Refers to the search.
class RetentionExchange {
 public:
  // `tries`: about how many choices it may look at to improve.
  RetentionExchange(RetentionSearch& search, std::uint64_t budget, int tries)
      : search_(search), budget_(budget), tries_(tries) {}

  // Retains what else fits: what gains most first, and where nothing gains, what takes the link
  // longest.
  void fill(Retention& choice) { fill(choice, search_.count()); }
  // Turns one group after the other over, mends what that breaks, and keeps what is better, until
  // nothing is.
  void improve(Retention& choice);

 private:
  void fill(Retention& choice, std::size_t without);
  // Gives up what costs least, but `kept`, until the rest fits.
  void shrink(Retention& choice, std::size_t kept);
  Retention flipped(const Retention& choice, std::size_t group);

  RetentionSearch& search_;
  std::uint64_t budget_;
  int tries_;
};

}  // namespace rtswap
