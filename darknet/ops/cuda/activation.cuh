// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include "darknet/ops/activation.h"

// The activation functions that work on one number, as ops/activation.cpp has them for the host.
namespace dn {

namespace device {

__device__ inline float logistic(float x) { return 1.f / (1.f + expf(-x)); }

// x * tanh(log(1 + e^x)), written with one exponential: tanh(log(y)) = (y*y - 1) / (y*y + 1).
__device__ inline float mish(float x) {
  constexpr float kLinearFrom = 20.f;
  if (x > kLinearFrom) return x;
  const float e = expf(x);
  const float n = e * (e + 2.f);
  return x * n / (n + 2.f);
}

__device__ inline float plse(float x) {
  if (x < -4.f) return .01f * (x + 4.f);
  if (x > 4.f) return .01f * (x - 4.f) + 1.f;
  return .125f * x + .5f;
}

__device__ inline float stair(float x) {
  const float n = floorf(x);
  const bool even = fmodf(n, 2.f) == 0.f;
  return even ? floorf(x / 2.f) : (x - n) + floorf(x / 2.f);
}

__device__ inline float lhtan(float x) {
  if (x < 0.f) return .001f * x;
  if (x > 1.f) return .001f * (x - 1.f) + 1.f;
  return x;
}

__device__ inline float hard_mish(float x) {
  if (x > 0.f) return x;
  return x > -2.f ? x * x / 2.f + x : 0.f;
}

__device__ inline float gelu(float x) {
  return .5f * x * (1.f + tanhf(.797885f * x + .035677f * x * x * x));
}

template <int N, typename Function>
__device__ inline void map(float (&values)[N], Function function) {
#pragma unroll
  for (int i = 0; i < N; ++i) values[i] = function(values[i]);
}

// All values in place. The activation is the same for all threads of a launch, so the switch costs
// next to nothing. Those over whole pixels do nothing here: they are kernels of their own
// (activate.cu).
template <int N>
__device__ inline void activate(Activation activation, float (&values)[N]) {
  switch (activation) {
    case Activation::kLogistic:
      return map(values, [](float x) { return logistic(x); });
    case Activation::kLoggy:
      return map(values, [](float x) { return 2.f * logistic(x) - 1.f; });
    case Activation::kRelu:
      return map(values, [](float x) { return fmaxf(x, 0.f); });
    case Activation::kRelu6:
      return map(values, [](float x) { return fminf(fmaxf(x, 0.f), 6.f); });
    case Activation::kElu:
      return map(values, [](float x) { return x >= 0.f ? x : expm1f(x); });
    case Activation::kSelu:
      return map(values,
                 [](float x) { return x >= 0.f ? 1.0507f * x : 1.0507f * 1.6732f * expm1f(x); });
    case Activation::kGelu:
      return map(values, [](float x) { return gelu(x); });
    case Activation::kRelie:
      return map(values, [](float x) { return x > 0.f ? x : .01f * x; });
    case Activation::kRamp:
      return map(values, [](float x) { return fmaxf(x, 0.f) + .1f * x; });
    case Activation::kLeaky:
      return map(values, [](float x) { return x > 0.f ? x : .1f * x; });
    case Activation::kTanh:
      return map(values, [](float x) { return 2.f * logistic(2.f * x) - 1.f; });
    case Activation::kPlse:
      return map(values, [](float x) { return plse(x); });
    case Activation::kStair:
      return map(values, [](float x) { return stair(x); });
    case Activation::kHardtan:
      return map(values, [](float x) { return fminf(fmaxf(x, -1.f), 1.f); });
    case Activation::kLhtan:
      return map(values, [](float x) { return lhtan(x); });
    case Activation::kSwish:
      return map(values, [](float x) { return x * logistic(x); });
    case Activation::kMish:
      return map(values, [](float x) { return mish(x); });
    case Activation::kHardMish:
      return map(values, [](float x) { return hard_mish(x); });
    default:
      return;
  }
}

__device__ inline float activate(Activation activation, float x) {
  float values[] = {x};
  activate(activation, values);
  return values[0];
}

}  // namespace device
}  // namespace dn
