// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/device/stream.h"
#include "darknet/ops/convolution.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/number.cuh"

// What follows a convolution's sums, value by value: second(first(sum + bias) + residual). Any
// kernel that writes sums can apply it. Activations over whole pixels come later, in
// finish_pixels(), and everything that follows them too.
namespace dn::cuda {

template <typename T>
struct Epilogue {
  const float* bias = nullptr;  // may be null
  Activation first = Activation::kLinear;
  const T* residual = nullptr;  // may be null
  Activation second = Activation::kLinear;

  Epilogue() = default;
  Epilogue(const ConvolutionProblem& problem, const float* biases, const void* added)
      : bias(biases), first(problem.activation) {
    if (!problem.residual || is_per_pixel(first)) return;
    residual = static_cast<const T*>(added);
    second = problem.residual_activation;
  }
};

// The value that `sum` becomes, where residual[added] is added.
template <typename T>
__device__ inline float finish(const Epilogue<T>& epilogue, float sum, int channel,
                               unsigned added) {
  if (epilogue.bias != nullptr) sum += epilogue.bias[channel];
  sum = device::activate(epilogue.first, sum);
  if (epilogue.residual == nullptr) return sum;
  return device::activate(epilogue.second, sum + to_float(epilogue.residual[added]));
}

// The rest of the problem, for `out` with its Epilogue applied; mostly nothing. Run phase.
template <typename T>
void finish_pixels(const ConvolutionProblem& problem, const void* residual, T* out,
                   Stream& stream) noexcept;

}  // namespace dn::cuda
