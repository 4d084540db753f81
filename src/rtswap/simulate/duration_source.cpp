// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/duration_source.h"

#include <algorithm>

namespace rtswap {
namespace {

constexpr std::uint64_t kOne = std::uint64_t{1} << 32U;
constexpr std::uint64_t kHalf = kOne / 2;
constexpr std::uint64_t k99Percent = kOne / 100 * 99;

// From `low` to `high` as `at` goes from `from` to `to`.
Nanos between(Nanos low, Nanos high, std::uint64_t at, std::uint64_t from, std::uint64_t to) {
  const auto part = static_cast<__int128>((high - low).count()) * static_cast<__int128>(at - from) /
                    static_cast<__int128>(to - from);
  return low + Nanos(static_cast<std::int64_t>(part));
}

}  // namespace

Nanos DurationSource::operator()(const BoundedTime& time) {
  if (times_ == TakenTimes::kBound) return time.bound;
  return times_ == TakenTimes::kMedian ? time.median : draw(time);
}

Nanos DurationSource::draw(const BoundedTime& time) {
  const std::uint64_t at = random_() >> 32U;
  const Nanos median = std::min(time.median, time.bound);
  const Nanos p99 = std::clamp(time.p99, median, time.bound);
  if (at < kHalf) return between(median - median / 10, median, at, 0, kHalf);
  if (at < k99Percent) return between(median, p99, at, kHalf, k99Percent);
  return between(p99, time.bound, at, k99Percent, kOne - 1);
}

}  // namespace rtswap
