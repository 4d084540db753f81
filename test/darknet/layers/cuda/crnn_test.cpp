// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaCrnn, MatchesTheCpu) {
  expect_cuda_matches_cpu("[crnn]\nsize=1\n", 1, 1, 1);
  expect_cuda_matches_cpu("[crnn]\nhidden=9\noutput=5\npad=1\n", 6, 5, 3);
  expect_cuda_matches_cpu("[crnn]\nhidden=8\noutput=16\npad=1\nactivation=leaky\n", 7, 7, 8);
  expect_cuda_matches_cpu(
      "[crnn]\nhidden=8\noutput=6\nsize=1\ngroups=2\nshortcut=1\nactivation=leaky\n", 6, 5, 4);
}

TEST(CudaCrnn, MatchesTheCpuInEveryMode) {
  const char* layer = "[crnn]\nhidden=8\noutput=5\npad=1\nbatch_normalize=1\n";
  for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw, WeightsMode::kBinary}) {
    expect_cuda_matches_cpu({layer, 6, 5, 4, 1, mode});
  }
}

TEST(CudaCrnn, KeepsTheStatesOfABatchApart) {
  expect_cuda_matches_cpu({"[crnn]\nhidden=7\noutput=5\npad=1\nshortcut=1\n", 6, 5, 3, 3});
}

// As in networks that look at videos.
TEST(CudaCrnn, MatchesTheCpuBetweenConvolutions) {
  const std::string convolution =
      "[convolutional]\nbatch_normalize=1\nfilters=8\nsize=3\npad=1\nactivation=leaky\n";
  expect_cuda_matches_cpu(
      convolution +
          "[crnn]\nbatch_normalize=1\nsize=3\npad=1\noutput=8\nhidden=8\nactivation=leaky\n" +
          convolution,
      9, 8, 3);
}

}  // namespace
}  // namespace dn::test
