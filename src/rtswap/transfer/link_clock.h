// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>

namespace rtswap {

// The clock a link sleeps by: the system's steady clock, or in tests one whose sleeps end late on
// purpose.
class LinkClock {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  virtual ~LinkClock() = default;
  virtual Instant now() noexcept;
  // Returns at the instant or, as every sleep, a little later.
  virtual void sleep_until(Instant instant) noexcept;

  static LinkClock& system() noexcept;
};

}  // namespace rtswap
