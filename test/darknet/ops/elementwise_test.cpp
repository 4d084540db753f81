// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/elementwise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace dn::test {
namespace {

// Lengths around the widths of vector registers, at addresses that are not aligned.
class Elementwise : public testing::TestWithParam<int> {
 protected:
  std::vector<float> values(int seed) const {
    std::vector<float> v(GetParam() + 1);
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] = static_cast<float>((i * 37 + seed * 101) % 64) - 32.f;
    }
    return v;
  }
  std::size_t count() const { return GetParam(); }
  std::vector<float> a = values(1), b = values(2), c = values(3), d = values(4);
  std::vector<float> to = std::vector<float>(GetParam() + 2, 777.f);
};

TEST_P(Elementwise, ComputesEveryElementAndNoMore) {
  const auto expect = [&](const char* what, auto&& want) {
    for (std::size_t i = 0; i < count(); ++i) EXPECT_EQ(to[i + 1], want(i + 1)) << what << " " << i;
    EXPECT_EQ(to.front(), 777.f) << what;
    EXPECT_EQ(to.back(), 777.f) << what;
  };
  const float *pa = &a[1], *pb = &b[1], *pc = &c[1], *pd = &d[1];
  maximum(pa, pb, &to[1], count());
  expect("maximum", [&](std::size_t i) { return std::max(a[i], b[i]); });
  maximum_of_four(pa, pb, pc, pd, &to[1], count());
  expect("maximum_of_four", [&](std::size_t i) { return std::max({a[i], b[i], c[i], d[i]}); });
  add(pa, pb, &to[1], count());
  expect("add", [&](std::size_t i) { return a[i] + b[i]; });
  multiply(pa, pb, &to[1], count());
  expect("multiply", [&](std::size_t i) { return a[i] * b[i]; });
  scale(pa, .5f, &to[1], count());
  expect("scale", [&](std::size_t i) { return a[i] * .5f; });
  add_weighted(pa, pb, pc, &to[1], count());
  expect("add_weighted", [&](std::size_t i) { return a[i] + b[i] * c[i]; });
}

TEST_P(Elementwise, MayWriteOverAnOperand) {
  std::vector<float> sum = a;
  add(sum.data(), b.data(), sum.data(), sum.size());
  for (std::size_t i = 0; i < sum.size(); ++i) EXPECT_EQ(sum[i], a[i] + b[i]);
}

INSTANTIATE_TEST_SUITE_P(Lengths, Elementwise, testing::Values(0, 1, 3, 4, 7, 8, 9, 31, 32, 100));

}  // namespace
}  // namespace dn::test
