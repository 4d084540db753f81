// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaLstm, MatchesTheCpu) {
  expect_cuda_matches_cpu("[lstm]\n", 1, 1, 1);
  expect_cuda_matches_cpu("[lstm]\noutput=11\n", 6, 5, 4);
  expect_cuda_matches_cpu("[lstm]\noutput=24\n", 1, 1, 8);
  expect_cuda_matches_cpu("[lstm]\noutput=300\n", 1, 1, 300);
  expect_cuda_matches_cpu("[lstm]\noutput=8\n", 7, 3, 3);
}

TEST(CudaLstm, MatchesTheCpuInEveryMode) {
  for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw, WeightsMode::kBinary}) {
    expect_cuda_matches_cpu({"[lstm]\noutput=11\nbatch_normalize=1\n", 6, 5, 4, 1, mode});
  }
}

TEST(CudaLstm, KeepsTheStatesOfABatchApart) {
  for (const int batch : {3, 9}) {
    expect_cuda_matches_cpu({"[lstm]\noutput=7\n", 2, 2, 3, batch});
    expect_cuda_matches_cpu({"[lstm]\noutput=16\nbatch_normalize=1\n", 1, 1, 8, batch});
  }
}

// As character networks have them.
TEST(CudaLstm, MatchesTheCpuInAStack) {
  const std::string one = "[lstm]\nbatch_normalize=1\noutput=64\n";
  expect_cuda_matches_cpu(one + one + one + "[connected]\noutput=96\nactivation=leaky\n", 1, 1, 96);
}

}  // namespace
}  // namespace dn::test
