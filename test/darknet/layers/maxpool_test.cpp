// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

struct Case {
  const char* options;
  int width, height, channels;
};

class MaxpoolPage : public testing::TestWithParam<Case> {};

TEST_P(MaxpoolPage, FastMatchesReference) {
  const Case& c = GetParam();
  expect_fast_matches_reference(std::string("[maxpool]\n") + c.options, c.width, c.height,
                                c.channels, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, MaxpoolPage,
    testing::Values(Case{"size=1\nstride=1\n", 3, 3, 2}, Case{"size=2\nstride=2\n", 13, 10, 5},
                    Case{"size=2\nstride=1\n", 13, 10, 16}, Case{"size=1\nstride=2\n", 7, 5, 3},
                    Case{"size=3\nstride=2\n", 13, 10, 9}, Case{"size=3\nstride=3\n", 13, 10, 33},
                    Case{"size=4\nstride=2\n", 13, 11, 4}, Case{"size=5\nstride=1\n", 13, 13, 40},
                    Case{"size=9\nstride=1\n", 13, 13, 7}, Case{"size=13\nstride=1\n", 13, 13, 64},
                    Case{"size=13\nstride=1\n", 5, 4, 3},
                    Case{"size=2\nstride=2\npadding=0\n", 7, 7, 3},
                    Case{"size=3\nstride=2\npadding=1\n", 12, 12, 3},
                    Case{"size=3\nstride=2\npadding=4\n", 12, 12, 3},
                    Case{"size=3\nstride_x=2\nstride_y=1\n", 12, 9, 3},
                    Case{"size=2\nstride_x=1\nstride_y=2\n", 12, 9, 3},
                    Case{"maxpool_depth=1\nout_channels=4\n", 5, 4, 10}));

TEST(Maxpool, Size2Stride1KeepsTheSizeAndShrinksTheLastWindows) {
  const Network network = network_from("[maxpool]\nsize=2\nstride=1\n", 3, 2, 1);
  const auto out = run_with(network, {}, {1, 5, 2, 4, 3, 6});
  EXPECT_EQ(out[0], (std::vector<float>{5, 6, 6, 4, 6, 6}));
}

TEST(Maxpool, Size2Stride2RoundsUp) {
  const Network network = network_from("[maxpool]\nsize=2\nstride=2\n", 3, 3, 1);
  const auto out = run_with(network, {}, {1, 2, 3, 4, 5, 6, 7, 8, 9});
  EXPECT_EQ(out[0], (std::vector<float>{5, 6, 8, 9}));
}

TEST(Maxpool, PaddingZeroTakesWholeWindowsOnly) {
  const Network network = network_from("[maxpool]\nsize=2\nstride=2\npadding=0\n", 3, 3, 1);
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 4, 5, 6, 7, 8, 9})[0], (std::vector<float>{5}));
}

TEST(Maxpool, PaddedTapsAreIgnoredEvenWhereAllValuesAreNegative) {
  const Network network = network_from("[maxpool]\nsize=3\nstride=1\n", 2, 2, 1);
  EXPECT_EQ(run_with(network, {}, {-4, -3, -2, -1})[0], (std::vector<float>{-1, -1, -1, -1}));
}

TEST(Maxpool, DepthTakesEveryKthChannel) {
  const Network network = network_from("[maxpool]\nmaxpool_depth=1\nout_channels=2\n", 1, 1, 5);
  EXPECT_EQ(run_with(network, {}, {1, 7, 4, 2, 3})[0], (std::vector<float>{4, 7}));
}

TEST(Maxpool, AntialiasingBlursTheMaximaAndCarriesTheStride) {
  const std::string options = "[maxpool]\nsize=2\nstride=2\nantialiasing=1\n";
  expect_fast_matches_reference(options, 13, 10, 5);
  const Network network = network_from(options, 4, 4, 1);
  EXPECT_EQ(network.layer(0).out(), (Shape{1, 1, 2, 2}));
  const auto out = run_with(network, {}, std::vector<float>(16, 16.f));
  EXPECT_EQ(out[0], (std::vector<float>{9, 12, 12, 16}));  // the blur pads with zeros
}

TEST(Maxpool, RefusesNonsense) {
  const auto build = [](const std::string& options) {
    return network_from("[maxpool]\n" + options, 8, 8, 4);
  };
  EXPECT_THROW(build("size=0\n"), Error);
  EXPECT_THROW(build("stride=0\n"), Error);
  EXPECT_THROW(build("stride=-2\n"), Error);
  EXPECT_THROW(build("size=2\nstride_x=0\n"), Error);
  EXPECT_THROW(build("size=2\npadding=-1\n"), Error);
  EXPECT_THROW(build("size=2\npadding=3\n"), Error);
  EXPECT_THROW(build("size=9\npadding=0\n"), Error);
  EXPECT_THROW(build("size=2147483647\n"), Error);
  EXPECT_THROW(build("maxpool_depth=1\nout_channels=5\n"), Error);
  EXPECT_THROW(build("maxpool_depth=1\nout_channels=0\n"), Error);
}

}  // namespace
}  // namespace dn::test
