// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Sam, MultipliesElementByElement) {
  const Network network = network_from(
      "[maxpool]\nsize=1\nstride=1\n[maxpool]\nsize=2\nstride=1\n[sam]\nfrom=0\n", 3, 1, 1);
  EXPECT_EQ(run_with(network, {}, {1, 3, 2})[2], (std::vector<float>{3, 9, 4}));
}

TEST(Sam, ActivatesAndRunsInPlace) {
  expect_fast_matches_reference(
      "[convolutional]\nfilters=8\nactivation=linear\n[convolutional]\nfilters=8\n"
      "[sam]\nfrom=0\nactivation=mish\n[convolutional]\nfilters=4\n",
      11, 7, 3);
}

TEST(Sam, RefusesNonsense) {
  const std::string layers = "[maxpool]\nsize=1\nstride=1\n[maxpool]\nsize=2\nstride=2\n";
  EXPECT_THROW(network_from(layers + "[sam]\n", 4, 4, 2), Error);
  EXPECT_THROW(network_from(layers + "[sam]\nfrom=0\n", 4, 4, 2), Error);
  EXPECT_THROW(network_from(layers + "[sam]\nfrom=9\n", 4, 4, 2), Error);
}

}  // namespace
}  // namespace dn::test
