// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaRnn, MatchesTheCpu) {
  expect_cuda_matches_cpu("[rnn]\n", 1, 1, 1);
  expect_cuda_matches_cpu("[rnn]\nhidden=9\noutput=7\n", 6, 5, 4);
  expect_cuda_matches_cpu("[rnn]\nhidden=300\noutput=8\nactivation=tanh\n", 1, 1, 300);
  expect_cuda_matches_cpu("[rnn]\nhidden=16\noutput=24\nactivation=leaky\nshortcut=1\n", 1, 1, 8);
  for (const char* logistic : {"logistic=1\n", "logistic=2\n"}) {
    expect_cuda_matches_cpu(std::string("[rnn]\nhidden=9\noutput=7\nactivation=relu\n") + logistic,
                            3, 1, 3);
  }
}

TEST(CudaRnn, MatchesTheCpuInEveryMode) {
  const char* layer = "[rnn]\nhidden=9\noutput=7\nbatch_normalize=1\nshortcut=1\n";
  for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw, WeightsMode::kBinary}) {
    expect_cuda_matches_cpu({layer, 6, 5, 4, 1, mode});
  }
}

TEST(CudaRnn, KeepsTheStatesOfABatchApart) {
  for (const int batch : {3, 9}) {
    expect_cuda_matches_cpu({"[rnn]\nhidden=9\noutput=7\nshortcut=1\n", 2, 2, 3, batch});
    expect_cuda_matches_cpu({"[rnn]\nhidden=16\noutput=8\nbatch_normalize=1\n", 1, 1, 8, batch});
  }
}

// As character networks have them.
TEST(CudaRnn, MatchesTheCpuInAStack) {
  const std::string one = "[rnn]\nbatch_normalize=1\noutput=64\nhidden=64\nactivation=leaky\n";
  expect_cuda_matches_cpu(one + one + one + "[connected]\noutput=96\nactivation=leaky\n", 1, 1, 96);
}

}  // namespace
}  // namespace dn::test
