// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

constexpr const char* kSoftmax = "[detection]\nside=2\nclasses=3\nnum=1\ncoords=4\nsoftmax=1\n";

TEST(CudaDetection, PassesItsInputThrough) {
  expect_cuda_matches_cpu("[detection]\nside=2\nclasses=3\nnum=1\ncoords=4\n", 1, 1, 32);
}

TEST(CudaDetection, SoftmaxOverTheClassesOfACell) {
  expect_cuda_matches_cpu(kSoftmax, 1, 1, 32);
  expect_cuda_matches_cpu("[detection]\nside=7\nclasses=20\nnum=3\ncoords=4\nsoftmax=1\n", 1, 1,
                          1715);
  // More boxes than one round of the warps copies.
  expect_cuda_matches_cpu("[detection]\nside=1\nclasses=40\nnum=20\ncoords=4\nsoftmax=1\n", 1, 1,
                          140);
}

TEST(CudaDetection, Batch) { expect_cuda_matches_cpu({kSoftmax, 1, 1, 32, 3}); }

TEST(CudaDetection, InPlaceAndAsActivations) {
  const std::string reader = "[activation]\nactivation=linear\n";
  expect_cuda_matches_cpu(reader + kSoftmax + reader, 1, 1, 32);
}

}  // namespace
}  // namespace dn::test
