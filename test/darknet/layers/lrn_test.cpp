// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cmath>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

// The norms of one pixel, written down channel by channel for inputs whose squares are powers of
// ten: digit k of (norm - kappa) says whether channel k counts.
std::vector<float> norms(int size, int channels) {
  const Network network = network_from(
      "[lrn]\nalpha=1\nbeta=1\nkappa=1\nsize=" + std::to_string(size) + "\n", 1, 1, channels);
  std::vector<float> input;
  for (int c = 0; c < channels; ++c) input.push_back(std::pow(10.f, .5f * c));
  const auto out = run_with(network, {}, input)[0];
  std::vector<float> found;
  for (int c = 0; c < channels; ++c) found.push_back(std::round(input[c] / out[c] - 1));
  return found;
}

TEST(Lrn, OddWindowNeverAddsTheChannelHalfASizeAhead) {
  // Channel 2 is never added, and taken away again at channel 5.
  EXPECT_EQ(norms(5, 6), (std::vector<float>{11, 1011, 11011, 111010, 111000, 110900}));
}

TEST(Lrn, EvenWindow) {
  EXPECT_EQ(norms(4, 5), (std::vector<float>{11, 1011, 11010, 11000, 10900}));
}

TEST(Lrn, WindowWiderThanTheChannels) {
  EXPECT_EQ(norms(9, 3), (std::vector<float>{111, 111, 111}));
}

TEST(Lrn, DefaultsAreDarknets) {
  const Network network = network_from("[normalization]\n", 1, 1, 1);
  EXPECT_NEAR(run_with(network, {}, {100})[0][0], 100 * std::pow(2.f, -.75f), 1e-3f);
}

TEST(Lrn, EveryPixelByItself) {
  const Network network = network_from("[lrn]\nalpha=1\nbeta=1\nkappa=1\n", 2, 1, 2);
  const auto out = run_with(network, {}, {1, 2, 1, 2})[0];
  EXPECT_NEAR(out[0], 1.f / 3, 1e-6f);
  EXPECT_NEAR(out[1], 2.f / 9, 1e-6f);
}

TEST(Lrn, RefusesAWindowOfZero) { EXPECT_THROW(network_from("[lrn]\nsize=0\n", 1, 1, 1), Error); }

TEST(Lrn, TableRow) {
  EXPECT_EQ(network_from("[lrn]\n", 5, 4, 7).layer(0).table_row(),
            "Local Response Normalization Layer: 5 x 4 x 7 image, 5 size");
}

}  // namespace
}  // namespace dn::test
