// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cudnn_graph.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "darknet/ops/convolution.h"

// What of a ConvolutionProblem is given to cuDNN as one graph, and what is left to
// finish_convolution(). Pure.
namespace dn::cuda {

// How much of activation2(activation1(sums + bias) + residual).
enum class Fusion {
  kEverything,
  // The same value of problems without a first activation, added in the order that cuDNN has
  // compiled kernels for: activation2((sums + residual) + bias).
  kResidualFirst,
  kActivated,  // activation1(sums + bias)
  kSums
};
inline constexpr std::array kFusions = {Fusion::kEverything, Fusion::kResidualFirst,
                                        Fusion::kActivated, Fusion::kSums};

std::string_view fusion_name(Fusion fusion);
std::optional<Fusion> parse_fusion(std::string_view name);

// Whether cuDNN has these activations, and this fusion differs from those before it in kFusions.
bool is_possible(const ConvolutionProblem& problem, Fusion fusion);
// What finish_convolution() still has to do, without the bias unless the fusion is kSums.
struct Remainder {
  bool anything = false;
  bool bias = false;
  ConvolutionProblem problem;
};
Remainder remainder_of(const ConvolutionProblem& problem, Fusion fusion);

// One element-wise operation on the value so far, and for some on a second operand. The values are
// counted: 0 is the convolution's sums, i what the i-th step made of the value before.
struct EpilogueStep {
  enum class Operand { kNone, kBias, kResidual, kEarlierValue };
  cudnnPointwiseMode_t mode;
  Operand operand = Operand::kNone;
  int earlier_value = 0;                         // of kEarlierValue
  double slope = 0;                              // of relu, below 0
  std::optional<double> ceiling = std::nullopt;  // of relu
};
std::vector<EpilogueStep> epilogue_of(const ConvolutionProblem& problem, Fusion fusion);

// How a graph names the tensors that it is given when it runs.
struct TensorId {
  static constexpr std::int64_t kIn = 1, kWeights = 2, kOut = 3, kBias = 4, kResidual = 5;
  static constexpr std::int64_t kFirstVirtual = 10;  // between two operations: never in memory
};
// Those of a fusion.
std::vector<std::int64_t> tensor_ids(const ConvolutionProblem& problem, Fusion fusion);

// Sizes and padding as cuDNN counts them: n, c, h, w, whatever the order in memory.
using Extents = std::array<std::int64_t, 4>;
Extents extents_of(const Shape& shape);
Extents filter_extents(const ConvolutionProblem& problem);
// With `pixel` values from one pixel to the next.
Extents channels_last_strides(const Extents& extents, std::int64_t pixel);

// Behind the last row and column; empty where cuDNN cannot compute this problem's number of outputs
// with any padding (a dilation that moves the first tap beyond what the output's size allows for).
std::optional<std::array<std::int64_t, 2>> trailing_padding(const ConvolutionProblem& problem);

}  // namespace dn::cuda
