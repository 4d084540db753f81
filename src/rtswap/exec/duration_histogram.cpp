// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/duration_histogram.h"

#include <algorithm>
#include <cmath>

namespace rtswap {

// Values below 2 * kSub have a bucket each; above, each power of two is cut into kSub buckets.
std::size_t DurationHistogram::bucket_of(std::uint64_t nanos) noexcept {
  if (nanos < 2 * kSub) return nanos;
  const int shift = std::bit_width(nanos) - kSubBits - 1;
  return static_cast<std::size_t>(shift) * kSub + (nanos >> shift);
}

std::uint64_t DurationHistogram::upper_edge(std::size_t bucket) noexcept {
  if (bucket < 2 * kSub) return bucket;
  const std::size_t shift = bucket / kSub - 1;
  return ((bucket - shift * kSub + 1) << shift) - 1;
}

void DurationHistogram::add(Nanos duration) noexcept {
  const auto nanos = static_cast<std::uint64_t>(std::max<Nanos::rep>(duration.count(), 0));
  ++buckets_[std::min(bucket_of(nanos), buckets_.size() - 1)];
  ++count_;
  min_ = std::min(min_, duration);
  max_ = std::max(max_, duration);
}

Nanos DurationHistogram::percentile(double p) const {
  if (count_ == 0) return Nanos(0);
  const auto rank = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::ceil(p * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (seen >= rank)
      return std::clamp(Nanos(static_cast<Nanos::rep>(upper_edge(bucket))), min_, max_);
  }
  return max_;
}

}  // namespace rtswap
