// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaBatchnorm, MatchesTheCpu) {
  for (const int channels : {1, 3, 8, 12, 300}) {
    for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw})
      expect_cuda_matches_cpu({"[batchnorm]\n[batchnorm]\n", 7, 5, channels, 3, mode});
  }
  expect_cuda_matches_cpu("[batchnorm]\n", 1, 1, 1000);
}

}  // namespace
}  // namespace dn::test
