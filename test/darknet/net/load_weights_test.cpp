// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/load_weights.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "darknet/weights/random_weights.h"
#include "darknet/weights/weights_file.h"
#include "test/support/layer_harness.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

Network small_network() {
  return network_from("[convolutional]\nfilters=3\nsize=3\nactivation=linear\n", 8, 8, 2);
}

bool same(std::span<const float> a, std::span<const float> b) { return std::ranges::equal(a, b); }

TEST(LoadWeights, RandomIsTheGenerator) {
  const Network network = small_network();
  const NetworkWeights loaded = load_weights(network, "random:42");
  const NetworkWeights want = random_weights(network.weight_slots(), {42, 1.0, {}});
  EXPECT_TRUE(same(loaded.array(0, 1), want.array(0, 1)));
  const NetworkWeights other = load_weights(network, "random:43");
  EXPECT_FALSE(same(loaded.array(0, 1), other.array(0, 1)));
}

TEST(LoadWeights, FromAFile) {
  const TempDir dir;
  const Network network = small_network();
  const NetworkWeights want = load_weights(network, "random:5");
  write_weights_file(dir / "a.weights", want);
  EXPECT_TRUE(same(load_weights(network, dir / "a.weights").array(0, 1), want.array(0, 1)));
}

TEST(LoadWeights, Errors) {
  const TempDir dir;
  const Network network = small_network();
  for (const char* weights : {"random:", "random:x", "random:-1", "random:1.5", "random:1 ",
                              "random:99999999999999999999"}) {
    EXPECT_THROW(load_weights(network, weights), Error) << weights;
    EXPECT_THROW(check_weights(network, weights), Error) << weights;
  }
  EXPECT_NO_THROW(check_weights(network, "random:1"));
  EXPECT_THROW(load_weights(network, dir / "none.weights"), Error);
  EXPECT_THROW(load_weights(network, dir.write("short.weights", "abc")), Error);
  EXPECT_THROW(check_weights(network, dir / "none.weights"), Error);
  EXPECT_THROW(check_weights(network, dir / "short.weights"), Error);
}

}  // namespace
}  // namespace dn::test
