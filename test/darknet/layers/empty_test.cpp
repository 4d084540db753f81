// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Empty, PassesItsInputThrough) {
  const Network network = network_from("[empty]\n[silence]\n", 2, 2, 1);
  const auto out = run_with(network, {}, {1, 2, 3, 4});
  EXPECT_EQ(out[0], (std::vector<float>{1, 2, 3, 4}));
  EXPECT_EQ(out[1], (std::vector<float>{1, 2, 3, 4}));
}

}  // namespace
}  // namespace dn::test
