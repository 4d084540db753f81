// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Avgpool, AveragesEachChannel) {
  const Network network = network_from("[avgpool]\n", 2, 2, 2);
  EXPECT_EQ(network.layer(0).out(), (Shape{1, 2, 1, 1}));
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 6, -1, 0, 0, 0})[0], (std::vector<float>{3, -.25f}));
}

TEST(Avgpool, CoversAllBlocksOfChannels) {
  for (const int channels : {1, 63, 64, 65, 200}) {
    const Network network = network_from("[avg]\n", 3, 2, channels);
    std::vector<float> input, means;
    for (int c = 0; c < channels; ++c) {
      for (int i = 0; i < 6; ++i) input.push_back(static_cast<float>(c + i));
      means.push_back(static_cast<float>(c) + 2.5f);
    }
    const auto out = run_with(network, {}, input)[0];
    for (int c = 0; c < channels; ++c) EXPECT_NEAR(out[c], means[c], 1e-4f) << c;
  }
}

}  // namespace
}  // namespace dn::test
