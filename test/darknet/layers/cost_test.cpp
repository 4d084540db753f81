// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Cost, TheOutputIsThatOfTheLayerBefore) {
  const Network network = network_from("[softmax]\n[cost]\ntype=sse\nscale=1\n", 1, 1, 2);
  EXPECT_FALSE(network.layer(1).has_output());
  EXPECT_EQ(network.output_layer(), 0);
  const auto out = run_with(network, {}, {1, 1});
  EXPECT_EQ(out[0], (std::vector<float>{.5f, .5f}));
  EXPECT_TRUE(out[1].empty());
}

TEST(Cost, TableRow) {
  EXPECT_EQ(network_from("[cost]\n", 1, 1, 1000).layer(0).table_row(),
            "cost                                           1000");
}

}  // namespace
}  // namespace dn::test
