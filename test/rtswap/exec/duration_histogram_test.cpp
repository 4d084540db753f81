// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/duration_histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace rtswap {
namespace {

TEST(DurationHistogram, IsEmptyAtFirst) {
  const DurationHistogram histogram;
  EXPECT_EQ(histogram.count(), 0u);
  EXPECT_EQ(histogram.min(), Nanos(0));
  EXPECT_EQ(histogram.percentile(0.99), Nanos(0));
}

TEST(DurationHistogram, KeepsExtremesExactly) {
  DurationHistogram histogram;
  for (const int n : {123456789, 7, 999999937}) histogram.add(Nanos(n));
  EXPECT_EQ(histogram.min(), Nanos(7));
  EXPECT_EQ(histogram.max(), Nanos(999999937));
  EXPECT_EQ(histogram.percentile(1.0), Nanos(999999937));
}

TEST(DurationHistogram, PercentilesAreWithinOnePercentOfTheSortedValues) {
  std::mt19937_64 random(3);
  DurationHistogram histogram;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 20000; ++i) {
    const auto value = static_cast<std::int64_t>(1ull << (random() % 40)) +
                       static_cast<std::int64_t>(random() % 1000);
    values.push_back(value);
    histogram.add(Nanos(value));
  }
  std::ranges::sort(values);
  for (const double p : {0.01, 0.5, 0.9, 0.99, 0.999}) {
    const auto exact = static_cast<double>(values[static_cast<std::size_t>(p * 20000) - 1]);
    const auto got = static_cast<double>(histogram.percentile(p).count());
    EXPECT_NEAR(got, exact, exact * 0.01 + 1) << p;
  }
}

}  // namespace
}  // namespace rtswap
