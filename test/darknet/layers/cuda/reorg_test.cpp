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

class CudaReorg : public testing::TestWithParam<Case> {};

TEST_P(CudaReorg, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({c.layers, c.width, c.height, c.channels, c.batch});
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, CudaReorg,
    testing::Values(
        Case{"[reorg3d]\nstride=2\n", 6, 4, 1}, Case{"[reorg3d]\nstride=2\n", 6, 4, 3, 3},
        Case{"[reorg3d]\nstride=2\n", 10, 6, 8, 3},
        // a line of a square is whole vectors though a pixel is not
        Case{"[reorg3d]\nstride=4\n", 8, 4, 2}, Case{"[reorg3d]\nstride=3\n", 9, 6, 300},
        Case{"[reorg3d]\nstride=2\nreverse=1\n", 5, 3, 4, 3},
        Case{"[reorg3d]\nstride=2\nreverse=1\n", 5, 3, 32, 3},
        Case{"[reorg3d]\nstride=3\nreverse=1\n", 2, 2, 27},
        // YOLOv2's own order
        Case{"[reorg]\nstride=2\n", 6, 4, 4}, Case{"[reorg]\nstride=2\n", 26, 26, 64},
        Case{"[reorg]\nstride=2\n", 6, 10, 8, 3}, Case{"[reorg]\nstride=3\n", 9, 6, 27, 2},
        Case{"[reorg]\nstride=1\n", 5, 7, 3}, Case{"[reorg]\nstride=2\nreverse=1\n", 5, 3, 12, 3}));

}  // namespace
}  // namespace dn::test
