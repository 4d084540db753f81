// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/fusion.h"

#include <algorithm>

namespace dn::cuda {
namespace {

using Operand = EpilogueStep::Operand;

constexpr std::array<std::string_view, kFusions.size()> kNames = {"everything", "residual-first",
                                                                  "activated", "sums"};

// Those that cuDNN computes with the same meaning. Its gelu has other constants than Darknet's.
bool has(Activation activation) {
  using enum Activation;
  constexpr std::array kKnown = {kLinear,   kRelu, kLeaky, kRelie, kRelu6,
                                 kLogistic, kTanh, kElu,   kSwish, kMish};
  return std::ranges::find(kKnown, activation) != kKnown.end();
}

void append_activation(std::vector<EpilogueStep>& steps, Activation activation) {
  using enum Activation;
  const int before = static_cast<int>(steps.size());
  switch (activation) {
    case kRelu:
      steps.push_back({.mode = CUDNN_POINTWISE_RELU_FWD});
      break;
    case kLeaky:
      steps.push_back({.mode = CUDNN_POINTWISE_RELU_FWD, .slope = .1});
      break;
    case kRelie:
      steps.push_back({.mode = CUDNN_POINTWISE_RELU_FWD, .slope = .01});
      break;
    case kRelu6:
      steps.push_back({.mode = CUDNN_POINTWISE_RELU_FWD, .ceiling = 6.});
      break;
    case kLogistic:
      steps.push_back({.mode = CUDNN_POINTWISE_SIGMOID_FWD});
      break;
    case kTanh:
      steps.push_back({.mode = CUDNN_POINTWISE_TANH_FWD});
      break;
    case kElu:
      steps.push_back({.mode = CUDNN_POINTWISE_ELU_FWD});
      break;
    case kSwish:
      steps.push_back({.mode = CUDNN_POINTWISE_SWISH_FWD});
      break;
    case kMish:  // x * tanh(softplus(x))
      steps.push_back({.mode = CUDNN_POINTWISE_SOFTPLUS_FWD});
      steps.push_back({.mode = CUDNN_POINTWISE_TANH_FWD});
      steps.push_back({.mode = CUDNN_POINTWISE_MUL,
                       .operand = Operand::kEarlierValue,
                       .earlier_value = before});
      break;
    default:  // kLinear; is_possible() keeps the others away
      break;
  }
}

// The padding behind one axis; see trailing_padding().
std::optional<std::int64_t> padding_behind(const ConvolutionGeometry& geometry, int in, int out,
                                           int stride) {
  const int missing = geometry.missing_behind(in, out, stride);
  if (missing >= 0) return missing;
  // Some of the input is not read. Less than a stride of it makes no further output.
  if (-missing < stride) return 0;
  return std::nullopt;
}

}  // namespace

std::string_view fusion_name(Fusion fusion) { return kNames[static_cast<std::size_t>(fusion)]; }

std::optional<Fusion> parse_fusion(std::string_view name) {
  const auto it = std::ranges::find(kNames, name);
  if (it == kNames.end()) return std::nullopt;
  return kFusions[static_cast<std::size_t>(it - kNames.begin())];
}

bool is_possible(const ConvolutionProblem& problem, Fusion fusion) {
  const bool first = has(problem.activation);
  const bool second = !problem.residual || has(problem.residual_activation);
  switch (fusion) {
    case Fusion::kEverything:
      return first && second;
    case Fusion::kResidualFirst:
      return problem.residual && problem.activation == Activation::kLinear && second;
    case Fusion::kActivated:
      return problem.residual && first;
    case Fusion::kSums:
      return true;
  }
  return false;
}

Remainder remainder_of(const ConvolutionProblem& problem, Fusion fusion) {
  switch (fusion) {
    case Fusion::kEverything:
    case Fusion::kResidualFirst:
      return {};
    case Fusion::kActivated: {
      Remainder rest{.anything = true, .bias = false, .problem = problem};
      rest.problem.activation = Activation::kLinear;
      return rest;
    }
    case Fusion::kSums:
      return {.anything = true, .bias = true, .problem = problem};
  }
  return {};
}

std::vector<EpilogueStep> epilogue_of(const ConvolutionProblem& problem, Fusion fusion) {
  const EpilogueStep bias{.mode = CUDNN_POINTWISE_ADD, .operand = Operand::kBias};
  const EpilogueStep residual{.mode = CUDNN_POINTWISE_ADD, .operand = Operand::kResidual};
  std::vector<EpilogueStep> steps;
  switch (fusion) {
    case Fusion::kSums:
      break;
    case Fusion::kActivated:
      steps.push_back(bias);
      append_activation(steps, problem.activation);
      break;
    case Fusion::kResidualFirst:
      steps = {residual, bias};
      append_activation(steps, problem.residual_activation);
      break;
    case Fusion::kEverything:
      steps.push_back(bias);
      append_activation(steps, problem.activation);
      if (!problem.residual) break;
      steps.push_back(residual);
      append_activation(steps, problem.residual_activation);
      break;
  }
  return steps;
}

std::vector<std::int64_t> tensor_ids(const ConvolutionProblem& problem, Fusion fusion) {
  std::vector<std::int64_t> ids{TensorId::kIn, TensorId::kWeights, TensorId::kOut};
  for (const EpilogueStep& step : epilogue_of(problem, fusion)) {
    if (step.operand == Operand::kBias) ids.push_back(TensorId::kBias);
    if (step.operand == Operand::kResidual) ids.push_back(TensorId::kResidual);
  }
  return ids;
}

Extents extents_of(const Shape& shape) { return {shape.n, shape.c, shape.h, shape.w}; }

// Groups are told by the ratio of the input's channels to the filter's.
Extents filter_extents(const ConvolutionProblem& problem) {
  const ConvolutionGeometry& geometry = problem.geometry;
  return {problem.out.c, problem.in.c / geometry.groups, geometry.size, geometry.size};
}

Extents channels_last_strides(const Extents& extents, std::int64_t pixel) {
  const auto [n, c, h, w] = extents;
  return {h * w * pixel, 1, w * pixel, pixel};
}

std::optional<std::array<std::int64_t, 2>> trailing_padding(const ConvolutionProblem& problem) {
  const ConvolutionGeometry& g = problem.geometry;
  const auto below = padding_behind(g, problem.in.h, problem.out.h, g.stride_y);
  const auto right = padding_behind(g, problem.in.w, problem.out.w, g.stride_x);
  if (!below || !right) return std::nullopt;
  return std::array{*below, *right};
}

}  // namespace dn::cuda
