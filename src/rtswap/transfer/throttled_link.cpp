// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/throttled_link.h"

#include <time.h>

#include <cerrno>
#include <cstdint>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

constexpr std::uint64_t kNanosPerSecond = 1'000'000'000;

void sleep_until(std::chrono::steady_clock::time_point instant) noexcept {
  // libstdc++'s steady_clock is CLOCK_MONOTONIC.
  const std::int64_t nanos = std::chrono::nanoseconds(instant.time_since_epoch()).count();
  timespec at{};
  at.tv_sec = static_cast<time_t>(nanos / static_cast<std::int64_t>(kNanosPerSecond));
  at.tv_nsec = static_cast<long>(nanos % static_cast<std::int64_t>(kNanosPerSecond));
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr) == EINTR) {
  }
}

}  // namespace

ThrottledLink::ThrottledLink(CopyLink& inner, LinkRate rate) : inner_(inner), rate_(rate) {
  if (rate.bandwidth.value == 0) throw dn::bad_input("link: the bandwidth must be above 0");
  if (rate.latency.count() < 0) throw dn::bad_input("link: the latency must not be negative");
}

void ThrottledLink::copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept {
  const Clock::time_point now = Clock::now();
  const bool is_continuous = now - returned_at_ <= kMaxGap && now - free_at_ <= kMaxCredit;
  free_at_ = (is_continuous ? free_at_ : now) + cost(size);
  inner_.copy(dst, src, size);
  sleep_until(free_at_);
  returned_at_ = Clock::now();
}

std::chrono::nanoseconds ThrottledLink::cost(dn::Bytes size) const {
  const std::uint64_t whole = size.value / rate_.bandwidth.value;
  const std::uint64_t rest = size.value % rate_.bandwidth.value;
  const std::uint64_t nanos =
      whole * kNanosPerSecond + rest * kNanosPerSecond / rate_.bandwidth.value;
  return rate_.latency + std::chrono::nanoseconds(static_cast<std::int64_t>(nanos));
}

}  // namespace rtswap
