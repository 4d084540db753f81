// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Batchnorm, NormalisesEveryChannelByItself) {
  const Network network = network_from("[batchnorm]\n", 2, 1, 2);
  // Biases, scales, means, variances of the two channels.
  const std::vector<float> weights{5, -1, 10, 2, 3, 0, 4, 1};
  for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw}) {
    RunOptions options;
    options.kernels.mode = mode;
    const auto out = run_with(network, weights, {3, 7, 0, 1}, options)[0];
    const std::vector<float> want{5, 25, -1, 1};
    for (std::size_t i = 0; i < want.size(); ++i) EXPECT_NEAR(out[i], want[i], 1e-3f) << i;
  }
}

TEST(Batchnorm, SurvivesAVarianceOfZero) {
  const Network network = network_from("[batchnorm]\n", 1, 1, 1);
  EXPECT_NEAR(run_with(network, {0, 1, 0, 0}, {1})[0][0], 316.2278f, 1e-2f);
}

TEST(Batchnorm, InPlaceGivesTheSame) {
  const Network network =
      network_from("[activation]\nactivation=tanh\n[batchnorm]\n[batchnorm]\n", 5, 4, 7);
  RunOptions last_only;
  last_only.keep_all = false;
  EXPECT_EQ(run_once(network, last_only)[2], run_once(network)[2]);
}

TEST(Batchnorm, DontloadTakesNothingFromTheFile) {
  const Network network = network_from("[batchnorm]\ndontload=1\n[batchnorm]\n", 1, 1, 3);
  EXPECT_EQ(file_payload(network.weight_slots()), floats_to_bytes(12));
}

TEST(Batchnorm, TableRow) {
  EXPECT_EQ(network_from("[batchnorm]\n", 5, 4, 7).layer(0).table_row(),
            "Batch Normalization Layer: 5 x 4 x 7 image");
}

}  // namespace
}  // namespace dn::test
