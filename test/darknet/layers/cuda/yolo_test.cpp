// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

constexpr const char* kOneClass = "[yolo]\nclasses=1\nnum=1\nanchors=10,20\n";
constexpr const char* kCoco = "[yolo]\nclasses=80\nnum=3\nanchors=10,20, 30,40, 50,60\n";
// Somebody else reads it, so that it stays what activations are.
constexpr const char* kReader = "[activation]\nactivation=linear\n";

TEST(CudaYolo, MatchesTheCpu) {
  expect_cuda_matches_cpu(kOneClass, 1, 1, 6);
  expect_cuda_matches_cpu(kOneClass, 7, 5, 6);
  expect_cuda_matches_cpu(kCoco, 13, 13, 255);
  expect_cuda_matches_cpu("[yolo]\nclasses=295\nnum=1\nanchors=1,2\n", 3, 2, 300);
}

TEST(CudaYolo, ScalesThePositions) {
  expect_cuda_matches_cpu(std::string(kCoco) + "scale_x_y=1.05\n", 5, 4, 255);
}

TEST(CudaYolo, NewCoords) {
  expect_cuda_matches_cpu(std::string(kOneClass) + "new_coords=1\nscale_x_y=2\n", 5, 4, 6);
}

TEST(CudaYolo, Batch) { expect_cuda_matches_cpu({kOneClass, 5, 3, 6, 3}); }

TEST(CudaYolo, AsActivations) {
  expect_cuda_matches_cpu(std::string(kOneClass) + kReader, 7, 5, 6);
}

}  // namespace
}  // namespace dn::test
