// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <numeric>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::vector<float> counted(std::size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 0.f);
  return values;
}

TEST(Reorg, MovesSquaresIntoChannels) {
  const Network network = network_from("[reorg3d]\nstride=2\n", 4, 2, 1);
  EXPECT_EQ(network.layer(0).out(), (Shape{1, 4, 1, 2}));
  EXPECT_EQ(run_with(network, {}, counted(8))[0], (std::vector<float>{0, 2, 1, 3, 4, 6, 5, 7}));
}

TEST(Reorg, ReverseUndoesIt) {
  const Network network =
      network_from("[reorg3d]\nstride=3\n[reorg3d]\nstride=3\nreverse=1\n", 9, 6, 5);
  const auto input = counted(9 * 6 * 5);
  EXPECT_EQ(run_with(network, {}, input)[1], input);
}

// The definition in reorg.h, literally.
TEST(Reorg, LegacyFollowsItsFormula) {
  const int C = 8, H = 4, W = 6, s = 2, c = C / (s * s);
  const Network network = network_from("[reorg]\nstride=2\n", W, H, C);
  EXPECT_EQ(network.layer(0).out(), (Shape{1, C * s * s, H / s, W / s}));
  const auto in = counted(C * H * W);
  std::vector<float> want(in.size());
  for (int k = 0; k < C; ++k) {
    for (int j = 0; j < H; ++j) {
      for (int i = 0; i < W; ++i) {
        want[i + W * (j + H * k)] =
            in[i * s + (k / c) % s + W * s * (j * s + (k / c) / s + H * s * (k % c))];
      }
    }
  }
  EXPECT_EQ(run_with(network, {}, in)[0], want);
  EXPECT_NE(run_with(network_from("[reorg3d]\nstride=2\n", W, H, C), {}, in)[0], want);
}

TEST(Reorg, RefusesNonsense) {
  EXPECT_THROW(network_from("[reorg]\nstride=0\n", 8, 8, 4), Error);
  EXPECT_THROW(network_from("[reorg3d]\nstride=3\n", 8, 9, 4), Error);
  EXPECT_THROW(network_from("[reorg]\nstride=2\n", 8, 8, 6), Error);
  EXPECT_THROW(network_from("[reorg3d]\nstride=2\nreverse=1\n", 8, 8, 6), Error);
  EXPECT_THROW(network_from("[reorg3d]\nstride=2147483647\n", 8, 8, 4), Error);
}

}  // namespace
}  // namespace dn::test
