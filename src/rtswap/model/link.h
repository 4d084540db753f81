// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <compare>
#include <cstdint>

#include "rtswap/model/time.h"

namespace rtswap {

// A rate in bytes per second.
struct Bandwidth {
  std::uint64_t bytes_per_second = 0;
  constexpr auto operator<=>(const Bandwidth&) const = default;
};

// A link between host and device that is imitated by slowing copies down. Every piece of a transfer
// takes latency + its bytes / bandwidth.
struct LinkSpec {
  Bandwidth bandwidth;  // more than 0
  Nanos latency{0};

  bool operator==(const LinkSpec&) const = default;
};

}  // namespace rtswap
