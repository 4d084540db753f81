// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

struct Case {
  const char* layers;
  int width, height, channels, batch = 1;
};

class CudaCrop : public testing::TestWithParam<Case> {};

TEST_P(CudaCrop, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({c.layers, c.width, c.height, c.channels, c.batch});
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, CudaCrop,
    testing::Values(Case{"[crop]\ncrop_width=4\ncrop_height=3\n", 7, 6, 3},
                    Case{"[crop]\ncrop_width=7\ncrop_height=1\n", 7, 6, 1, 3},
                    Case{"[crop]\ncrop_width=2\ncrop_height=6\nnoadjust=1\n", 7, 6, 8, 3},
                    Case{"[crop]\ncrop_width=224\ncrop_height=224\n", 256, 256, 3},
                    Case{"[crop]\ncrop_width=1\ncrop_height=1\nnoadjust=1\n", 3, 3, 300}));

}  // namespace
}  // namespace dn::test
