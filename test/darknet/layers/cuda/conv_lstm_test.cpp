// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

class CudaConvLstm : public testing::TestWithParam<std::string> {};

TEST_P(CudaConvLstm, MatchesTheCpu) {
  const std::string layer = "[conv_lstm]\n" + GetParam();
  expect_cuda_matches_cpu(layer + "size=1\n", 1, 1, 1);
  expect_cuda_matches_cpu(layer + "output=5\npad=1\n", 6, 5, 3);
  expect_cuda_matches_cpu(layer + "output=8\npad=1\nactivation=leaky\n", 7, 7, 8);
  expect_cuda_matches_cpu(layer + "output=6\npad=1\ngroups=2\n", 6, 5, 4);
  expect_cuda_matches_cpu(layer + "output=5\npad=1\nstate_constrain=.1\n", 6, 5, 4);
}

TEST_P(CudaConvLstm, MatchesTheCpuInEveryMode) {
  const std::string layer = "[conv_lstm]\noutput=5\npad=1\nbatch_normalize=1\n" + GetParam();
  for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw, WeightsMode::kBinary}) {
    expect_cuda_matches_cpu({layer, 6, 5, 4, 1, mode});
  }
}

TEST_P(CudaConvLstm, KeepsTheStatesOfABatchApart) {
  expect_cuda_matches_cpu({"[conv_lstm]\noutput=5\npad=1\n" + GetParam(), 6, 5, 3, 3});
}

// As in networks that look at videos.
TEST_P(CudaConvLstm, MatchesTheCpuBetweenConvolutions) {
  const std::string convolution =
      "[convolutional]\nbatch_normalize=1\nfilters=8\nsize=3\npad=1\nactivation=leaky\n";
  expect_cuda_matches_cpu(convolution +
                              "[conv_lstm]\nbatch_normalize=1\nsize=3\npad=1\noutput=8\n" +
                              GetParam() + convolution,
                          9, 8, 3);
}

INSTANTIATE_TEST_SUITE_P(Peepholes, CudaConvLstm, testing::Values("", "peephole=1\n"));

}  // namespace
}  // namespace dn::test
