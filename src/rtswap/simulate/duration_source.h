// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <random>

#include "rtswap/model/named.h"
#include "rtswap/model/timing.h"

namespace rtswap {

// Which of a part's possible times it takes.
enum class TakenTimes { kBound, kMedian, kDrawn };

inline constexpr std::array<Named<TakenTimes>, 3> kTakenTimesNames = {{
    {"bounds", TakenTimes::kBound},
    {"medians", TakenTimes::kMedian},
    {"drawn", TakenTimes::kDrawn},
}};

// Says how long each part takes this time. Drawn times are independent of each other; their
// distribution function is linear between what was measured: 9/10 of the median for certain, the
// median in half of all cases, p99 in 99 of 100, and never beyond the bound. (A profile keeps no
// minimum; measured times hardly fall below their median.) The same seed gives the same times, on
// every machine.
class DurationSource {
 public:
  DurationSource(TakenTimes times, std::uint64_t seed) : times_(times), random_(seed) {}

  Nanos operator()(const BoundedTime& time);

 private:
  Nanos draw(const BoundedTime& time);

  TakenTimes times_;
  std::mt19937_64 random_;
};

}  // namespace rtswap
