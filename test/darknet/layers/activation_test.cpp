// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(ActivationLayer, AppliesTheFunction) {
  const Network network = network_from("[activation]\nactivation=leaky\n", 2, 1, 2);
  const auto out = run_with(network, {}, {-10, 2, 0, -1})[0];
  EXPECT_EQ(out, (std::vector<float>{-1, 2, 0, -.1f}));
}

TEST(ActivationLayer, DefaultsToLinear) {
  const Network network = network_from("[activation]\n", 2, 1, 1);
  EXPECT_EQ(run_with(network, {}, {-10, 2})[0], (std::vector<float>{-10, 2}));
}

TEST(ActivationLayer, NormalisesOverTheChannelsOfAPixel) {
  const Network network = network_from("[activation]\nactivation=normalize_channels\n", 2, 1, 2);
  const auto out = run_with(network, {}, {1, 0, 3, 5})[0];
  const std::vector<float> want{.25f, 0, .75f, 1};
  for (std::size_t i = 0; i < want.size(); ++i) EXPECT_NEAR(out[i], want[i], 1e-3f) << i;
}

TEST(ActivationLayer, LeavesItsInputAloneWhenThatIsKept) {
  const Network network = network_from("[batchnorm]\n[activation]\nactivation=relu\n", 1, 1, 1);
  const auto out = run_with(network, {-3, 0, 0, 1}, {1});
  EXPECT_EQ(out[0][0], -3.f);
  EXPECT_EQ(out[1][0], 0.f);
}

TEST(ActivationLayer, TableRow) {
  EXPECT_EQ(network_from("[activation]\n", 5, 4, 7).layer(0).table_row(),
            "Activation Layer: 140 inputs");
}

}  // namespace
}  // namespace dn::test
