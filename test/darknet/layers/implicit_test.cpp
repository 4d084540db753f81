// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Implicit, OutputsItsWeightsInPlanarOrder) {
  const Network network = network_from("[implicit]\nfilters=3\natoms=2\n", 5, 5, 3);
  EXPECT_EQ(network.layer(0).out(), (Shape{1, 3, 2, 1}));
  const auto out = run_with(network, {1, 2, 3, 4, 5, 6}, std::vector<float>(75))[0];
  EXPECT_EQ(out, (std::vector<float>{1, 2, 3, 4, 5, 6}));
}

TEST(Implicit, EveryImageOfABatchGetsThem) {
  NetworkOptions batch;
  batch.batch = 2;
  const Network network = Network::build(
      parse_cfg("[net]\nwidth=1\nheight=1\nchannels=1\n[implicit]\nfilters=2\n", "test.cfg"),
      batch);
  EXPECT_EQ(run_with(network, {7, 8}, {0, 0})[0], (std::vector<float>{7, 8, 7, 8}));
}

TEST(Implicit, RefusesNonsense) {
  EXPECT_THROW(network_from("[implicit]\nfilters=0\n", 1, 1, 1), Error);
  EXPECT_THROW(network_from("[implicit]\natoms=-1\n", 1, 1, 1), Error);
}

}  // namespace
}  // namespace dn::test
