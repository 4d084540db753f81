// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "darknet/ops/convolution.h"
#include "darknet/ops/cuda/number.cuh"

// The order of weights that cuDNN's engines and the tensor convolution share, so that packed
// weights serve both.
namespace dn::cuda {

inline constexpr std::string_view kFilterLayout = "filter, row, column, channel";

// From Darknet's [filter][channel][row][column], rounded to T.
template <typename T>
void pack_filters(const ConvolutionProblem& problem, std::span<const float> weights, T* packed) {
  const auto taps = static_cast<std::size_t>(problem.geometry.size) * problem.geometry.size;
  const std::size_t products = problem.filter_floats();  // a filter's: all channels of all taps
  for (std::size_t filter = 0; filter < weights.size(); filter += products) {
    for (std::size_t tap = 0; tap < taps; ++tap) {
      for (std::size_t at = tap; at < products; at += taps)
        *packed++ = from_float<T>(weights[filter + at]);
    }
  }
}

}  // namespace dn::cuda
