// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/tensor_convolution.h"

#include <cuda_runtime.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/device/open_device.h"
#include "darknet/ops/cuda/cudnn/trial.h"

// Every way to cut every problem computes what the plain convolution computes, and writes nothing
// else: a trial looks at both. On a real GPU.
namespace dn::cuda {
namespace {

using enum Activation;

class CudaTensorConvolution : public testing::TestWithParam<Precision> {
 protected:
  void SetUp() override {
    try {
      device_ = open_device("cuda:0");
    } catch (const Error& error) {
      GTEST_SKIP() << error.what();
    }
    int major = 0;
    cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, 0);
    if (major < 8) GTEST_SKIP() << "compute capability " << major << " lacks the instructions";
  }

  void check(const ConvolutionProblem& problem) {
    const auto variants = tensor_variants(problem, GetParam());
    ASSERT_FALSE(variants.empty());
    Trial trial(problem, GetParam());
    for (const TensorVariant& variant : variants) {
      SCOPED_TRACE(variant_name(variant));
      const auto convolver = make_tensor_convolver(problem, GetParam(), variant);
      try {
        trial.measure(*convolver, std::numeric_limits<double>::infinity());
      } catch (const Refusal& refusal) {
        ADD_FAILURE() << refusal.what();
      }
    }
  }

  std::unique_ptr<Device> device_;
};

ConvolutionProblem problem_of(const Shape& in, const Shape& out, const ConvolutionGeometry& how) {
  ConvolutionProblem problem;
  problem.in = in;
  problem.out = out;
  problem.geometry = how;
  problem.activation = kLeaky;
  return problem;
}

// n, c, h, w. Filters that fill no tile and no vector, products that fill no step, pixels of
// several images in a tile.
TEST_P(CudaTensorConvolution, Geometries) {
  check(problem_of({1, 256, 14, 14}, {1, 256, 14, 14}, {.size = 3, .padding = 1}));
  check(problem_of({1, 1024, 13, 13}, {1, 255, 13, 13}, {}));
  check(problem_of({3, 24, 9, 7}, {3, 7, 9, 7}, {.size = 3, .padding = 1}));
  check(problem_of({2, 8, 30, 27}, {2, 40, 15, 14},
                   {.size = 3, .stride_x = 2, .stride_y = 2, .padding = 1}));
  check(problem_of({1, 32, 26, 26}, {1, 48, 26, 26}, {.size = 3, .padding = 1, .dilation = 2}));
  check(problem_of({1, 16, 31, 31}, {1, 64, 16, 16},
                   {.size = 7, .stride_x = 2, .stride_y = 2, .padding = 3}));
  check(problem_of({1, 8, 13, 13}, {1, 8, 14, 14}, {.size = 2, .padding = 1}));
  check(problem_of({4, 64, 60, 60}, {4, 128, 60, 60}, {.size = 3, .padding = 1}));
}

TEST_P(CudaTensorConvolution, Epilogues) {
  for (const Activation first : {kLinear, kMish, kLogistic, kNormalizeChannels}) {
    ConvolutionProblem problem =
        problem_of({1, 64, 19, 19}, {1, 96, 19, 19}, {.size = 3, .padding = 1});
    problem.activation = first;
    check(problem);
    problem.residual = true;
    problem.residual_activation = kRelu;
    check(problem);
  }
}

TEST_P(CudaTensorConvolution, Slices) {
  for (const int out : {0, 128, 130}) {
    ConvolutionProblem problem =
        problem_of({2, 64, 13, 13}, {2, 96, 13, 13}, {.size = 3, .padding = 1});
    problem.residual = true;
    problem.strides = {.in = 72, .residual = 104, .out = out};
    check(problem);
  }
}

TEST_P(CudaTensorConvolution, LeavesToOthersWhatItDoesNotCompute) {
  ConvolutionProblem rgb = problem_of({1, 3, 64, 64}, {1, 32, 64, 64}, {.size = 3, .padding = 1});
  EXPECT_TRUE(tensor_variants(rgb, GetParam()).empty());
  ConvolutionProblem grouped =
      problem_of({1, 64, 13, 13}, {1, 64, 13, 13}, {.size = 3, .padding = 1, .groups = 4});
  EXPECT_TRUE(tensor_variants(grouped, GetParam()).empty());
  grouped.geometry.groups = 1;
  EXPECT_TRUE(tensor_variants(grouped, Precision::kFloat32).empty());
}

INSTANTIATE_TEST_SUITE_P(Precisions, CudaTensorConvolution,
                         testing::Values(Precision::kTensorFloat32, Precision::kFloat16));

}  // namespace
}  // namespace dn::cuda
