// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/dot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "darknet/weights/random_weights.h"

namespace dn {
namespace {

class DotLength : public testing::TestWithParam<std::size_t> {};

TEST_P(DotLength, EqualsTheSumOfProducts) {
  const std::size_t count = GetParam();
  const auto a = random_input(1, 0, count), b = random_input(2, 0, count);
  double want = 0;
  for (std::size_t i = 0; i < count; ++i) want += static_cast<double>(a[i]) * b[i];
  EXPECT_NEAR(dot(a.data(), b.data(), count), want, 1e-6 * (1 + want));
}

INSTANTIATE_TEST_SUITE_P(Lengths, DotLength,
                         testing::Values(0, 1, 7, 8, 31, 32, 33, 63, 64, 65, 1000, 25088));

TEST(Dot, DoesNotDependOnAlignment) {
  constexpr std::size_t kCount = 333;
  const auto a = random_input(1, 0, kCount), b = random_input(2, 0, kCount);
  const float want = dot(a.data(), b.data(), kCount);
  for (std::size_t shift = 1; shift < 16; ++shift) {
    std::vector<float> moved(shift);
    moved.insert(moved.end(), a.begin(), a.end());
    EXPECT_EQ(dot(moved.data() + shift, b.data(), kCount), want) << shift;
  }
}

TEST(Dot, ReadsEveryElementOnce) {
  constexpr std::size_t kCount = 77;
  for (std::size_t i = 0; i < kCount; ++i) {
    std::vector<float> a(kCount), b(kCount, 2.f);
    a[i] = 3.f;
    EXPECT_EQ(dot(a.data(), b.data(), kCount), 6.f) << i;
  }
}

}  // namespace
}  // namespace dn
