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

class CudaLrn : public testing::TestWithParam<Case> {};

TEST_P(CudaLrn, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({c.layers, c.width, c.height, c.channels, c.batch});
}

INSTANTIATE_TEST_SUITE_P(
    Windows, CudaLrn,
    testing::Values(Case{"[normalization]\n", 7, 5, 8, 3}, Case{"[normalization]\n", 3, 2, 300},
                    Case{"[lrn]\nalpha=.3\nbeta=.75\nkappa=2\nsize=5\n", 7, 5, 3},
                    Case{"[lrn]\nalpha=.3\nbeta=.5\nkappa=2\nsize=5\n", 7, 5, 8, 3},
                    Case{"[lrn]\nalpha=.1\nbeta=1\nkappa=5\nsize=4\n", 3, 2, 9},
                    Case{"[lrn]\nalpha=.1\nbeta=1\nkappa=5\nsize=1\n", 3, 2, 5},
                    Case{"[lrn]\nalpha=.1\nbeta=1\nkappa=5\nsize=9\n", 3, 2, 3},
                    Case{"[lrn]\nalpha=.1\nbeta=1\nkappa=5\nsize=2\n", 3, 2, 1},
                    Case{"[lrn]\nalpha=.1\nbeta=1\nkappa=9\nsize=7\n", 3, 2, 50}));

}  // namespace
}  // namespace dn::test
