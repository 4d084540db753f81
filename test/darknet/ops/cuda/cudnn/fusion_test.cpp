// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/fusion.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace dn::cuda {
namespace {

using enum Activation;
using Operand = EpilogueStep::Operand;
using Modes = std::vector<cudnnPointwiseMode_t>;

ConvolutionProblem problem_with(Activation first) {
  ConvolutionProblem problem;
  problem.in = {2, 8, 5, 7};
  problem.out = {2, 6, 5, 7};
  problem.geometry = {3, 1, 1, 1, 1, 2};
  problem.activation = first;
  return problem;
}

ConvolutionProblem problem_with(Activation first, Activation second) {
  ConvolutionProblem problem = problem_with(first);
  problem.residual = true;
  problem.residual_activation = second;
  return problem;
}

Modes modes_of(const ConvolutionProblem& problem, Fusion fusion) {
  Modes modes;
  for (const EpilogueStep& step : epilogue_of(problem, fusion)) modes.push_back(step.mode);
  return modes;
}

TEST(Fusion, NamesAreReadAsWritten) {
  for (const Fusion each : kFusions) EXPECT_EQ(parse_fusion(fusion_name(each)), each);
  EXPECT_FALSE(parse_fusion("plain"));
  EXPECT_FALSE(parse_fusion(""));
}

TEST(Fusion, IsPossibleForActivationsThatCudnnHas) {
  for (const Activation each :
       {kLinear, kRelu, kLeaky, kRelie, kRelu6, kLogistic, kTanh, kElu, kSwish, kMish}) {
    EXPECT_TRUE(is_possible(problem_with(each), Fusion::kEverything)) << activation_name(each);
    EXPECT_TRUE(is_possible(problem_with(kLinear, each), Fusion::kEverything));
  }
  for (const Activation each : {kLoggy, kSelu, kGelu, kRamp, kPlse, kStair, kHardtan, kLhtan,
                                kHardMish, kNormalizeChannels, kNormalizeChannelsSoftmax}) {
    EXPECT_FALSE(is_possible(problem_with(each), Fusion::kEverything)) << activation_name(each);
    EXPECT_FALSE(is_possible(problem_with(kLinear, each), Fusion::kEverything));
    EXPECT_TRUE(is_possible(problem_with(each), Fusion::kSums));
  }
}

TEST(Fusion, OffersNothingTwice) {
  // Without a residual, everything is the bias and the activation.
  EXPECT_FALSE(is_possible(problem_with(kRelu), Fusion::kActivated));
  EXPECT_FALSE(is_possible(problem_with(kLinear), Fusion::kResidualFirst));
  EXPECT_TRUE(is_possible(problem_with(kRelu, kGelu), Fusion::kActivated));
  // An activation before the residual cannot come after it.
  EXPECT_TRUE(is_possible(problem_with(kLinear, kRelu), Fusion::kResidualFirst));
  EXPECT_FALSE(is_possible(problem_with(kLeaky, kLinear), Fusion::kResidualFirst));
}

TEST(Fusion, WhatIsLeftIsNeverDoneTwice) {
  const ConvolutionProblem problem = problem_with(kLeaky, kRelu);
  EXPECT_FALSE(remainder_of(problem, Fusion::kEverything).anything);
  EXPECT_FALSE(remainder_of(problem, Fusion::kResidualFirst).anything);

  const Remainder activated = remainder_of(problem, Fusion::kActivated);
  EXPECT_TRUE(activated.anything);
  EXPECT_FALSE(activated.bias);
  EXPECT_EQ(activated.problem.activation, kLinear);
  EXPECT_TRUE(activated.problem.residual);
  EXPECT_EQ(activated.problem.residual_activation, kRelu);

  const Remainder sums = remainder_of(problem, Fusion::kSums);
  EXPECT_TRUE(sums.anything);
  EXPECT_TRUE(sums.bias);
  EXPECT_EQ(sums.problem.activation, kLeaky);
}

TEST(Epilogue, FollowsDarknetsOrder) {
  const auto steps = epilogue_of(problem_with(kLeaky, kRelu6), Fusion::kEverything);
  ASSERT_EQ(steps.size(), 4u);
  EXPECT_EQ(steps[0].operand, Operand::kBias);
  EXPECT_EQ(steps[1].mode, CUDNN_POINTWISE_RELU_FWD);
  EXPECT_EQ(steps[1].slope, .1);
  EXPECT_FALSE(steps[1].ceiling);
  EXPECT_EQ(steps[2].operand, Operand::kResidual);
  EXPECT_EQ(steps[3].mode, CUDNN_POINTWISE_RELU_FWD);
  EXPECT_EQ(steps[3].slope, 0);
  EXPECT_EQ(steps[3].ceiling, 6.);
}

TEST(Epilogue, AddsTheResidualFirstWhereAsked) {
  const auto steps = epilogue_of(problem_with(kLinear, kRelu), Fusion::kResidualFirst);
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[0].operand, Operand::kResidual);
  EXPECT_EQ(steps[1].operand, Operand::kBias);
  EXPECT_EQ(steps[2].mode, CUDNN_POINTWISE_RELU_FWD);
}

TEST(Epilogue, OfSumsIsEmptyAndOfLinearIsTheBias) {
  EXPECT_TRUE(epilogue_of(problem_with(kRelu), Fusion::kSums).empty());
  EXPECT_EQ(modes_of(problem_with(kLinear), Fusion::kEverything), Modes{CUDNN_POINTWISE_ADD});
}

TEST(Epilogue, MishMultipliesByWhatItBeganWith) {
  const auto steps = epilogue_of(problem_with(kMish, kMish), Fusion::kEverything);
  ASSERT_EQ(steps.size(), 8u);  // bias, three of mish, residual, three of mish
  EXPECT_EQ(steps[3].mode, CUDNN_POINTWISE_MUL);
  EXPECT_EQ(steps[3].operand, Operand::kEarlierValue);
  EXPECT_EQ(steps[3].earlier_value, 1);  // what the first step made
  EXPECT_EQ(steps[7].earlier_value, 5);
}

TEST(Epilogue, TheTensorsAreThoseThatTheStepsRead) {
  using Ids = std::vector<std::int64_t>;
  const ConvolutionProblem problem = problem_with(kLeaky, kRelu);
  EXPECT_EQ(tensor_ids(problem, Fusion::kSums), (Ids{1, 2, 3}));
  EXPECT_EQ(tensor_ids(problem, Fusion::kActivated), (Ids{1, 2, 3, 4}));
  EXPECT_EQ(tensor_ids(problem, Fusion::kEverything), (Ids{1, 2, 3, 4, 5}));
}

TEST(Extents, AreNchwWithStridesOfChannelsLast) {
  const ConvolutionProblem problem = problem_with(kLinear);
  EXPECT_EQ(extents_of(problem.in), (Extents{2, 8, 5, 7}));
  EXPECT_EQ(channels_last_strides({2, 8, 5, 7}, 8), (Extents{280, 1, 56, 8}));
  EXPECT_EQ(filter_extents(problem), (Extents{6, 4, 3, 3}));
  EXPECT_EQ(channels_last_strides({6, 4, 3, 3}, 4), (Extents{36, 1, 12, 4}));
  EXPECT_EQ(channels_last_strides({2, 8, 5, 7}, 20), (Extents{700, 1, 140, 20}));
}

// Wherever a padding is given, cuDNN's formula has as many outputs as Darknet's.
TEST(TrailingPadding, MakesCudnnCountAsDarknetDoes) {
  int given = 0, refused = 0;
  for (int in = 1; in <= 12; ++in) {
    for (int size = 1; size <= 5; ++size) {
      for (int stride = 1; stride <= 3; ++stride) {
        for (int padding = 0; padding <= 3; ++padding) {
          for (int dilation = 1; dilation <= 3; ++dilation) {
            ConvolutionProblem problem;
            problem.geometry = {size, stride, stride, padding, dilation, 1};
            const int out = problem.geometry.out_side(in, stride);
            if (out == 0) continue;
            problem.in = {1, 1, in, in};
            problem.out = {1, 1, out, out};
            const auto behind = trailing_padding(problem);
            ++(behind ? given : refused);
            if (!behind) continue;
            EXPECT_GE((*behind)[0], 0);
            const auto padded = in + problem.geometry.origin() + (*behind)[0];
            const auto reach = (size - 1) * dilation + 1;
            EXPECT_EQ((padded - reach) / stride + 1, out)
                << in << " " << size << " " << stride << " " << padding << " " << dilation;
          }
        }
      }
    }
  }
  EXPECT_GT(given, 10 * refused);
  EXPECT_GT(refused, 0);
}

TEST(TrailingPadding, IsNeverRefusedWithoutDilation) {
  for (int in = 1; in <= 20; ++in) {
    for (int size = 1; size <= 7; ++size) {
      for (int stride = 1; stride <= 4; ++stride) {
        for (int padding = 0; padding <= size; ++padding) {
          ConvolutionProblem problem;
          problem.geometry = {size, stride, stride, padding, 1, 1};
          const int out = problem.geometry.out_side(in, stride);
          problem.in = {1, 1, in, in};
          problem.out = {1, 1, out, out};
          if (out == 0) continue;
          EXPECT_TRUE(trailing_padding(problem));
        }
      }
    }
  }
}

TEST(TrailingPadding, IsCountedForEachAxis) {
  ConvolutionProblem problem;
  problem.in = {1, 1, 8, 9};
  problem.geometry = {3, 2, 1, 1, 1, 1};  // stride_x 2, stride_y 1
  problem.out = {1, 1, 8, 5};
  EXPECT_EQ(trailing_padding(problem), (std::array<std::int64_t, 2>{1, 1}));
}

}  // namespace
}  // namespace dn::cuda
