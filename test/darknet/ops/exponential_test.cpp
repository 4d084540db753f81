// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/exponential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace dn::test {
namespace {

TEST(Exponential, AgreesWithTheLibraryOverItsWholeRange) {
  std::vector<float> x;
  for (float v = -87.f; v <= 88.f; v += .0173f) x.push_back(v);
  std::vector<float> y(x.size());
  exponential(x.data(), y.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double want = std::exp(static_cast<double>(x[i]));
    ASSERT_NEAR(y[i] / want, 1., 2e-7) << "exp(" << x[i] << ")";
  }
}

TEST(Exponential, LogisticAgreesWithTheFormula) {
  std::vector<float> x{-1000.f, -40.f, 0.f, 40.f, 1000.f};
  for (float v = -20.f; v <= 20.f; v += .0091f) x.push_back(v);
  std::vector<float> y(x.size());
  logistic(x.data(), y.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_NEAR(y[i], 1. / (1. + std::exp(-static_cast<double>(x[i]))), 2e-7) << x[i];
  }
}

TEST(Exponential, EveryLengthAndInPlace) {
  for (std::size_t count = 0; count < 20; ++count) {
    std::vector<float> values(count + 1, .5f);
    values[count] = 7.f;
    exponential(values.data(), values.data(), count);
    for (std::size_t i = 0; i < count; ++i) ASSERT_NEAR(values[i], std::exp(.5f), 1e-6f);
    ASSERT_EQ(values[count], 7.f) << "wrote behind the end, count " << count;
  }
}

TEST(Exponential, SoftmaxAddsUpToOneWhateverTheShift) {
  for (const float shift : {0.f, 1000.f, -1000.f}) {
    float values[11];
    double sum = 0;
    for (int i = 0; i < 11; ++i) sum += std::exp(.3 * i);
    for (int i = 0; i < 11; ++i) values[i] = .3f * static_cast<float>(i) + shift;
    softmax(values, values, 11);
    for (int i = 0; i < 11; ++i) ASSERT_NEAR(values[i], std::exp(.3 * i) / sum, 1e-4) << shift;
  }
  float alone = 5;
  softmax(&alone, &alone, 1);
  EXPECT_EQ(alone, 1.f);
}

TEST(Exponential, SpecialValues) {
  const float infinity = std::numeric_limits<float>::infinity();
  const float in[3] = {std::nanf(""), infinity, -infinity};
  float out[3];
  exponential(in, out, 3);
  EXPECT_TRUE(std::isnan(out[0]));
  EXPECT_TRUE(std::isfinite(out[1]));
  EXPECT_GT(out[1], 1e38f);
  EXPECT_LT(out[2], 1e-37f);
  logistic(in, out, 3);
  EXPECT_TRUE(std::isnan(out[0]));
  EXPECT_FLOAT_EQ(out[1], 1.f);
  EXPECT_NEAR(out[2], 0.f, 1e-37f);
}

}  // namespace
}  // namespace dn::test
