// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "rtswap/model/time.h"

namespace rtswap {

// Durations counted in buckets whose width is at most 1/128 of their value (an HDR histogram), so
// that medians and percentiles of runs of any length cost a fixed 58 KiB. Minimum and maximum are
// exact. Not synchronised.
class DurationHistogram {
 public:
  void add(Nanos duration) noexcept;

  std::uint64_t count() const { return count_; }
  Nanos min() const { return count_ == 0 ? Nanos(0) : min_; }
  Nanos max() const { return count_ == 0 ? Nanos(0) : max_; }
  // The upper edge of the bucket that holds the value of rank ceil(p * count); 0 when empty.
  Nanos percentile(double p) const;

 private:
  static constexpr int kSubBits = 7;
  static constexpr std::uint64_t kSub = 1u << kSubBits;
  static std::size_t bucket_of(std::uint64_t nanos) noexcept;
  static std::uint64_t upper_edge(std::size_t bucket) noexcept;

  std::array<std::uint32_t, (64 - kSubBits + 1) * kSub> buckets_{};
  std::uint64_t count_ = 0;
  Nanos min_{Nanos::max()}, max_{0};
};

}  // namespace rtswap
