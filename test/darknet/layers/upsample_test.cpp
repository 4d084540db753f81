// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Upsample, RepeatsPixelsTimesScale) {
  const Network network = network_from("[upsample]\nstride=2\nscale=0.5\n", 2, 1, 2);
  EXPECT_EQ(run_with(network, {}, {2, 4, 6, 8})[0],
            (std::vector<float>{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4}));
}

TEST(Upsample, StrideOneIsACopy) {
  const Network network = network_from("[upsample]\nstride=1\n", 2, 2, 1);
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 4})[0], (std::vector<float>{1, 2, 3, 4}));
}

TEST(Upsample, NegativeStrideSumsSquares) {
  const Network network = network_from("[upsample]\nstride=-2\nscale=2\n", 3, 2, 1);
  EXPECT_EQ(network.layer(0).out(), (Shape{1, 1, 1, 1}));
  EXPECT_EQ(run_with(network, {}, {1, 2, 100, 3, 4, 100})[0], (std::vector<float>{20}));
}

TEST(Upsample, RefusesNonsense) {
  EXPECT_THROW(network_from("[upsample]\nstride=0\n", 8, 8, 4), Error);
  EXPECT_THROW(network_from("[upsample]\nstride=-9\n", 8, 8, 4), Error);
  EXPECT_THROW(network_from("[upsample]\nstride=-2147483648\n", 8, 8, 4), Error);
  EXPECT_THROW(network_from("[upsample]\nstride=30000\n", 8, 8, 4), Error);
}

}  // namespace
}  // namespace dn::test
