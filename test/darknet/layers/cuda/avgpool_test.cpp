// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

struct Case {
  int width, height, channels, batch;
};

class CudaAvgpool : public testing::TestWithParam<Case> {};

// Its result is kept and nobody reads it: in fp16 the kernel writes floats.
TEST_P(CudaAvgpool, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({"[avgpool]\n", c.width, c.height, c.channels, c.batch});
}

// Its result is read by a layer: in fp16 it is halves.
TEST_P(CudaAvgpool, FeedsALayer) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu(
      {"[avgpool]\n[activation]\nactivation=relu\n", c.width, c.height, c.channels, c.batch});
}

INSTANTIATE_TEST_SUITE_P(Shapes, CudaAvgpool,
                         testing::Values(Case{1, 1, 1, 1}, Case{3, 2, 8, 3}, Case{7, 7, 64, 1},
                                         Case{7, 7, 65, 2}, Case{7, 7, 300, 1}, Case{13, 11, 3, 3},
                                         Case{8, 8, 1024, 2}));

}  // namespace
}  // namespace dn::test
