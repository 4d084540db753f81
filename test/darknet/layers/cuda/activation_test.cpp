// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

class CudaActivation : public testing::TestWithParam<const char*> {};

TEST_P(CudaActivation, MatchesTheCpu) {
  const std::string layer = std::string("[activation]\nactivation=") + GetParam() + "\n";
  expect_cuda_matches_cpu(layer, 7, 5, 3);
  expect_cuda_matches_cpu(layer + layer, 1, 1, 300);  // the second one in place
}

INSTANTIATE_TEST_SUITE_P(All, CudaActivation,
                         testing::Values("linear", "logistic", "loggy", "relu", "relu6", "elu",
                                         "selu", "gelu", "relie", "ramp", "leaky", "tanh", "plse",
                                         "hardtan", "lhtan", "swish", "mish", "hard_mish",
                                         "normalize_channels", "normalize_channels_softmax",
                                         "normalize_channels_softmax_maxval"));

// Its steps are wide: a rounded input may fall on the other side of one.
TEST(CudaActivation, StairMatchesTheCpuInFp32) {
  expect_cuda_matches_cpu(
      {"[activation]\nactivation=stair\n", 7, 5, 3, 1, WeightsMode::kFused, 1e-4f, 2.f});
}

}  // namespace
}  // namespace dn::test
