// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(ScaleChannels, MultipliesEachChannelByItsFactor) {
  const Network network =
      network_from("[maxpool]\nsize=1\nstride=1\n[avgpool]\n[scale_channels]\nfrom=0\n", 2, 1, 2);
  EXPECT_EQ(run_with(network, {}, {1, 3, 10, 30})[2], (std::vector<float>{2, 6, 200, 600}));
}

TEST(ScaleChannels, MultipliesEachPixelWithScaleWh) {
  const Network network = network_from(
      "[maxpool]\nsize=1\nstride=1\n[route]\nlayers=0\ngroups=2\ngroup_id=1\n"
      "[scale_channels]\nfrom=0\nscale_wh=1\n",
      2, 1, 2);
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 4})[2], (std::vector<float>{3, 8, 9, 16}));
}

TEST(ScaleChannels, ActivatesAndRunsInPlace) {
  expect_fast_matches_reference(
      "[convolutional]\nfilters=8\nactivation=linear\n[avgpool]\n"
      "[convolutional]\nfilters=8\nactivation=logistic\n"
      "[scale_channels]\nfrom=0\nactivation=relu6\n[convolutional]\nfilters=4\n",
      11, 7, 3);
}

TEST(ScaleChannels, RefusesNonsense) {
  const std::string layers = "[maxpool]\nsize=1\nstride=1\n[avgpool]\n[route]\nlayers=0\n";
  EXPECT_THROW(network_from(layers + "[scale_channels]\n", 4, 4, 2), Error);
  EXPECT_THROW(network_from(layers + "[scale_channels]\nfrom=0\n", 4, 4, 2), Error);
  EXPECT_THROW(network_from(layers + "[scale_channels]\nfrom=0\nscale_wh=1\n", 4, 4, 2), Error);
  EXPECT_THROW(network_from(layers + "[scale_channels]\nfrom=3\n", 4, 4, 2), Error);
}

}  // namespace
}  // namespace dn::test
