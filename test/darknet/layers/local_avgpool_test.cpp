// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(LocalAvgpool, AveragesTheTapsInsideThePicture) {
  const Network network = network_from("[local_avgpool]\nsize=2\nstride=1\n", 3, 2, 1);
  const auto out = run_with(network, {}, {1, 3, 5, 5, 7, 9});
  EXPECT_EQ(out[0], (std::vector<float>{4, 6, 7, 6, 8, 9}));
}

TEST(LocalAvgpool, KeepsChannelsApart) {
  const Network network = network_from("[local_avg]\nsize=2\nstride=2\n", 2, 2, 2);
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 6, 10, 20, 30, 40})[0], (std::vector<float>{3, 25}));
}

TEST(LocalAvgpool, RefusesNonsense) {
  EXPECT_THROW(network_from("[local_avgpool]\nstride=0\n", 8, 8, 4), Error);
  EXPECT_THROW(network_from("[local_avgpool]\nsize=9\npadding=0\n", 8, 8, 4), Error);
  EXPECT_THROW(network_from("[local_avgpool]\nsize=2\npadding=3\n", 8, 8, 4), Error);
}

}  // namespace
}  // namespace dn::test
