// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Crop, TakesTheMiddleAndMapsToMinusOneToOne) {
  const Network network = network_from("[crop]\ncrop_width=2\ncrop_height=1\n", 4, 3, 1);
  EXPECT_EQ(run_with(network, {}, {0, 0, 0, 0, 0, .25f, 1, 0, 0, 0, 0, 0})[0],
            (std::vector<float>{-.5f, 1}));
}

TEST(Crop, NoadjustKeepsTheValues) {
  const Network network =
      network_from("[crop]\ncrop_width=2\ncrop_height=2\nnoadjust=1\nflip=1\n", 3, 2, 1);
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 4, 5, 6})[0], (std::vector<float>{1, 2, 4, 5}));
}

TEST(Crop, RefusesNonsense) {
  EXPECT_THROW(network_from("[crop]\ncrop_width=9\ncrop_height=4\n", 8, 8, 3), Error);
  EXPECT_THROW(network_from("[crop]\ncrop_width=4\ncrop_height=9\n", 8, 8, 3), Error);
  EXPECT_THROW(network_from("[crop]\ncrop_width=0\n", 8, 8, 3), Error);
}

}  // namespace
}  // namespace dn::test
