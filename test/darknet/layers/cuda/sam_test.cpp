// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

const std::string kTwo = "[activation]\nactivation=leaky\n[batchnorm]\n";

class CudaSam : public testing::TestWithParam<const char*> {};

TEST_P(CudaSam, MatchesTheCpu) {
  const std::string layers = kTwo + "[sam]\nfrom=0\nactivation=" + GetParam() + "\n";
  expect_cuda_matches_cpu({layers, 7, 5, 1});
  expect_cuda_matches_cpu({layers, 7, 5, 3, 3});
  expect_cuda_matches_cpu({layers, 3, 4, 8, 3});
  expect_cuda_matches_cpu({layers, 1, 1, 300});
  expect_cuda_matches_cpu({layers + "[batchnorm]\n", 3, 4, 8});  // in place
}

INSTANTIATE_TEST_SUITE_P(Activations, CudaSam,
                         testing::Values("linear", "relu", "mish", "logistic",
                                         "normalize_channels_softmax"));

}  // namespace
}  // namespace dn::test
