// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

constexpr const char* kTwoAnchors =
    "[Gaussian_yolo]\nclasses=2\nnum=2\nanchors=1,2, 3,4\nmask=0,1\n";

TEST(CudaGaussianYolo, MatchesTheCpu) {
  expect_cuda_matches_cpu(kTwoAnchors, 7, 5, 22);
  expect_cuda_matches_cpu("[Gaussian_yolo]\nclasses=10\nnum=1\nanchors=1,2\nscale_x_y=1.2\n", 1, 1,
                          19);
}

TEST(CudaGaussianYolo, Batch) { expect_cuda_matches_cpu({kTwoAnchors, 5, 3, 22, 3}); }

// The second one runs in place where only the last output is kept.
TEST(CudaGaussianYolo, InPlace) {
  expect_cuda_matches_cpu(
      "[activation]\nactivation=relu\n" + std::string(kTwoAnchors) + kTwoAnchors, 7, 5, 22);
}

}  // namespace
}  // namespace dn::test
