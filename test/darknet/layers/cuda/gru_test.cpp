// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaGru, MatchesTheCpu) {
  expect_cuda_matches_cpu("[gru]\n", 1, 1, 1);
  expect_cuda_matches_cpu("[gru]\noutput=11\n", 6, 5, 4);
  expect_cuda_matches_cpu("[gru]\noutput=24\n", 1, 1, 8);
  expect_cuda_matches_cpu("[gru]\noutput=300\n", 1, 1, 300);
  expect_cuda_matches_cpu("[gru]\noutput=8\n", 7, 3, 3);
}

TEST(CudaGru, MatchesTheCpuInEveryMode) {
  for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw, WeightsMode::kBinary}) {
    expect_cuda_matches_cpu({"[gru]\noutput=11\nbatch_normalize=1\n", 6, 5, 4, 1, mode});
  }
}

TEST(CudaGru, KeepsTheStatesOfABatchApart) {
  for (const int batch : {3, 9}) {
    expect_cuda_matches_cpu({"[gru]\noutput=7\n", 2, 2, 3, batch});
    expect_cuda_matches_cpu({"[gru]\noutput=16\nbatch_normalize=1\n", 1, 1, 8, batch});
  }
}

// As character networks have them.
TEST(CudaGru, MatchesTheCpuInAStack) {
  const std::string one = "[gru]\nbatch_normalize=1\noutput=64\n";
  expect_cuda_matches_cpu(one + one + one + "[connected]\noutput=96\nactivation=leaky\n", 1, 1, 96);
}

}  // namespace
}  // namespace dn::test
