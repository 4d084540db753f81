// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/link_clock.h"

#include <time.h>

#include <cerrno>
#include <cstdint>

namespace rtswap {

LinkClock& LinkClock::system() noexcept {
  static LinkClock clock;
  return clock;
}

LinkClock::Instant LinkClock::now() noexcept { return std::chrono::steady_clock::now(); }

void LinkClock::sleep_until(Instant instant) noexcept {
  constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
  // libstdc++'s steady_clock is CLOCK_MONOTONIC.
  const std::int64_t nanos = std::chrono::nanoseconds(instant.time_since_epoch()).count();
  timespec at{};
  at.tv_sec = static_cast<time_t>(nanos / kNanosPerSecond);
  at.tv_nsec = static_cast<long>(nanos % kNanosPerSecond);
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr) == EINTR) {
  }
}

}  // namespace rtswap
