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

class CudaUpsample : public testing::TestWithParam<Case> {};

TEST_P(CudaUpsample, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({c.layers, c.width, c.height, c.channels, c.batch});
}

INSTANTIATE_TEST_SUITE_P(Shapes, CudaUpsample,
                         testing::Values(Case{"[upsample]\n", 1, 1, 1},
                                         Case{"[upsample]\n", 7, 5, 3, 3},
                                         Case{"[upsample]\n", 7, 5, 8, 3},
                                         Case{"[upsample]\nstride=3\n", 5, 4, 300},
                                         Case{"[upsample]\nstride=1\nscale=2\n", 5, 4, 4},
                                         Case{"[upsample]\nstride=4\nscale=.5\n", 2, 9, 16, 2},
                                         // the opposite, with rows and columns left over
                                         Case{"[upsample]\nstride=-2\n", 8, 6, 3, 3},
                                         Case{"[upsample]\nstride=-2\n", 9, 7, 8, 3},
                                         Case{"[upsample]\nstride=-3\nscale=.25\n", 11, 9, 300}));

}  // namespace
}  // namespace dn::test
