// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

struct Case {
  const char* options;
  int width, height, channels;
  int batch = 1;
};

class CudaMaxpool : public testing::TestWithParam<Case> {};

// The largest of given numbers is exact; in fp16 the input alone is rounded.
TEST_P(CudaMaxpool, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({std::string("[maxpool]\n") + c.options, c.width, c.height, c.channels,
                           c.batch, WeightsMode::kFused, 0.f, 1e-3f});
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, CudaMaxpool,
    testing::Values(Case{"size=1\nstride=1\n", 3, 3, 2}, Case{"size=2\nstride=2\n", 13, 10, 5},
                    Case{"size=2\nstride=1\n", 13, 10, 16, 3}, Case{"size=1\nstride=2\n", 7, 5, 3},
                    Case{"size=3\nstride=2\n", 13, 10, 9}, Case{"size=3\nstride=3\n", 13, 10, 300},
                    Case{"size=4\nstride=2\n", 13, 11, 4}, Case{"size=5\nstride=1\n", 13, 13, 40},
                    Case{"size=9\nstride=1\n", 13, 13, 7, 3},
                    Case{"size=13\nstride=1\n", 13, 13, 64},
                    Case{"size=13\nstride=1\n", 5, 4, 8, 3}, Case{"size=2\nstride=2\n", 1, 1, 1},
                    Case{"size=2\nstride=2\npadding=0\n", 7, 7, 3},
                    Case{"size=3\nstride=2\npadding=1\n", 12, 12, 3},
                    Case{"size=3\nstride=2\npadding=4\n", 12, 12, 3},
                    Case{"size=8\nstride_x=2\nstride_y=3\npadding=5\n", 12, 17, 8, 2},
                    Case{"size=3\nstride_x=2\nstride_y=1\n", 12, 9, 3},
                    Case{"size=2\nstride_x=1\nstride_y=2\n", 12, 9, 3},
                    Case{"maxpool_depth=1\nout_channels=4\n", 5, 4, 10, 3},
                    Case{"maxpool_depth=1\nout_channels=1\n", 5, 4, 1}));

TEST(CudaMaxpool, BlursAsTheCpu) {
  expect_cuda_matches_cpu({"[maxpool]\nsize=2\nstride=2\nantialiasing=1\n", 13, 10, 5, 3});
  expect_cuda_matches_cpu({"[maxpool]\nsize=9\nstride=2\nantialiasing=2\n", 13, 10, 8, 1});
}

// The pyramid of yolov4, whose windows all read the same tensor.
TEST(CudaMaxpool, ManyReadOneTensor) {
  const std::string pool = "[maxpool]\nstride=1\nsize=";
  expect_cuda_matches_cpu("[convolutional]\nfilters=16\nactivation=leaky\n" + pool + "5\n" + pool +
                              "9\n" + pool + "13\n",
                          13, 13, 3);
}

}  // namespace
}  // namespace dn::test
