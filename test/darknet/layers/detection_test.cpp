// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cmath>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

constexpr const char* kGrid = "[detection]\nside=2\nclasses=3\nnum=1\ncoords=4\n";  // 32 values

std::vector<float> counting(int count) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) values.push_back(static_cast<float>(i));
  return values;
}

TEST(Detection, PassesItsInputThrough) {
  const Network network = network_from(kGrid, 1, 1, 32);
  EXPECT_EQ(run_with(network, {}, counting(32))[0], counting(32));
}

TEST(Detection, SoftmaxOverTheClassesOfACellOnly) {
  const Network network = network_from(std::string(kGrid) + "softmax=1\n", 1, 1, 32);
  const auto out = run_with(network, {}, counting(32))[0];
  const float sum = 1 + std::exp(1.f) + std::exp(2.f);
  for (int cell = 0; cell < 4; ++cell) {
    EXPECT_NEAR(out[cell * 3], 1 / sum, 1e-6f);
    EXPECT_NEAR(out[cell * 3 + 2], std::exp(2.f) / sum, 1e-6f);
  }
  for (int i = 12; i < 32; ++i) EXPECT_EQ(out[i], static_cast<float>(i));
}

TEST(Detection, RefusesNonsense) {
  EXPECT_THROW(network_from(kGrid, 1, 1, 31), Error);
  EXPECT_THROW(network_from(kGrid, 2, 1, 16), Error);
  EXPECT_THROW(network_from("[detection]\nside=2000000000\n", 1, 1, 32), Error);
  for (const char* key : {"classes", "num", "coords"}) {
    const std::string huge = std::string("[detection]\nside=2\n") + key + "=2147483647\n";
    EXPECT_THROW(network_from(huge, 1, 1, 32), Error) << key;
  }
}

}  // namespace
}  // namespace dn::test
