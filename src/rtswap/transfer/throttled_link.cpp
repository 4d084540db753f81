// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/throttled_link.h"

#include <cstdint>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

constexpr std::uint64_t kNanosPerSecond = 1'000'000'000;

}  // namespace

ThrottledLink::ThrottledLink(CopyLink& inner, LinkRate rate, LinkClock& clock)
    : inner_(inner), rate_(rate), clock_(clock) {
  if (rate.bandwidth.value == 0) throw dn::bad_input("link: the bandwidth must be above 0");
  if (rate.latency.count() < 0) throw dn::bad_input("link: the latency must not be negative");
}

void ThrottledLink::copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept {
  const LinkClock::Instant now = clock_.now();
  const bool is_continuous = now - returned_at_ <= kMaxGap && now - free_at_ <= kMaxCredit;
  free_at_ = (is_continuous ? free_at_ : now) + cost(size);
  inner_.send(dst, src, size, nullptr);
  inner_.receive();
  clock_.sleep_until(free_at_);
  returned_at_ = clock_.now();
}

std::chrono::nanoseconds ThrottledLink::cost(dn::Bytes size) const {
  const std::uint64_t whole = size.value / rate_.bandwidth.value;
  const std::uint64_t rest = size.value % rate_.bandwidth.value;
  const std::uint64_t nanos =
      whole * kNanosPerSecond + rest * kNanosPerSecond / rate_.bandwidth.value;
  return rate_.latency + std::chrono::nanoseconds(static_cast<std::int64_t>(nanos));
}

}  // namespace rtswap
