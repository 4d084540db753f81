// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace rtswap {
namespace {

constexpr std::uint32_t kMostDriftPermille = 50;
constexpr Nanos kSmallestDifference = std::chrono::microseconds(2);

Nanos median_of(std::span<const Nanos> times) {
  std::vector<Nanos> sorted(times.begin(), times.end());
  std::ranges::sort(sorted);
  return sorted[(sorted.size() - 1) / 2];
}

// Nothing for fewer than two samples, and for halves that lie closer than can be measured.
std::uint32_t drift_permille(std::span<const Nanos> times) {
  const std::size_t half = times.size() / 2;
  if (half == 0) return 0;
  const Nanos first = median_of(times.first(half)), second = median_of(times.last(half));
  const Nanos difference = std::max(first, second) - std::min(first, second);
  if (difference < kSmallestDifference) return 0;
  const Nanos smaller = std::max(std::min(first, second), Nanos(1));
  constexpr std::int64_t kMost = 1'000'000;
  return static_cast<std::uint32_t>(std::min(difference * 1000 / smaller, kMost));
}

}  // namespace

TimeStats Samples::summary() const {
  std::vector<Nanos> sorted = times_;
  std::ranges::sort(sorted);
  const std::size_t n = sorted.size();
  const std::size_t rank99 = (n * 99 + 99) / 100;  // rounded up, from 1
  return {sorted[(n - 1) / 2], sorted[rank99 - 1], sorted.back(), static_cast<std::uint32_t>(n),
          drift_permille(times_)};
}

std::string noise_in(const TimeStats& times) {
  if (times.runs < kFewestRuns) return {};
  if (times.drift_permille > kMostDriftPermille) {
    return fmt::format("the medians of its first and second half differ by {:.0f} %",
                       times.drift_permille / 10.0);
  }
  const bool has_tail = times.p99 * 2 > times.median * 3;
  if (has_tail && times.p99 - times.median >= kSmallestDifference) {
    const double ratio = static_cast<double>(times.p99.count()) /
                         static_cast<double>(std::max<std::int64_t>(times.median.count(), 1));
    return fmt::format("its p99 is {:.1f} times the median", ratio);
  }
  return {};
}

}  // namespace rtswap
