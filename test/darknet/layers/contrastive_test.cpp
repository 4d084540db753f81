// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Contrastive, IsZeroAtInference) {
  const Network network = network_from(
      "[convolutional]\nfilters=3\nactivation=relu\n[contrastive]\nclasses=2\n", 4, 3, 2);
  const auto out = run_once(network);
  EXPECT_EQ(out[1], std::vector<float>(4 * 3 * 3, 0.f));
}

TEST(Contrastive, RefusesAYoloLayerThatIsNotThere) {
  EXPECT_THROW(network_from("[convolutional]\nfilters=3\n[contrastive]\nyolo_layer=5\n", 4, 3, 2),
               Error);
}

}  // namespace
}  // namespace dn::test
