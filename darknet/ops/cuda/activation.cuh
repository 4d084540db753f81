// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include "darknet/ops/activation.h"

// The activation functions that work on one number, as ops/activation.cpp has them for the host.
namespace dn {

namespace device {

__device__ inline float logistic(float x) { return 1.f / (1.f + expf(-x)); }

__device__ inline float softplus(float x) {
  constexpr float kLinearFrom = 20.f;
  if (x > kLinearFrom) return x;
  if (x < -kLinearFrom) return expf(x);
  return log1pf(expf(x));
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

// The same for all threads of a launch, so the switch costs next to nothing.
__device__ inline float activate(Activation activation, float x) {
  switch (activation) {
    case Activation::kLogistic:
      return logistic(x);
    case Activation::kLoggy:
      return 2.f * logistic(x) - 1.f;
    case Activation::kRelu:
      return fmaxf(x, 0.f);
    case Activation::kRelu6:
      return fminf(fmaxf(x, 0.f), 6.f);
    case Activation::kElu:
      return x >= 0.f ? x : expm1f(x);
    case Activation::kSelu:
      return x >= 0.f ? 1.0507f * x : 1.0507f * 1.6732f * expm1f(x);
    case Activation::kGelu:
      return gelu(x);
    case Activation::kRelie:
      return x > 0.f ? x : .01f * x;
    case Activation::kRamp:
      return fmaxf(x, 0.f) + .1f * x;
    case Activation::kLeaky:
      return x > 0.f ? x : .1f * x;
    case Activation::kTanh:
      return 2.f * logistic(2.f * x) - 1.f;
    case Activation::kPlse:
      return plse(x);
    case Activation::kStair:
      return stair(x);
    case Activation::kHardtan:
      return fminf(fmaxf(x, -1.f), 1.f);
    case Activation::kLhtan:
      return lhtan(x);
    case Activation::kSwish:
      return x * logistic(x);
    case Activation::kMish:
      return x * tanhf(softplus(x));
    case Activation::kHardMish:
      return hard_mish(x);
    default:  // kLinear; those over whole pixels are kernels of their own (activate.cu)
      return x;
  }
}

}  // namespace device
}  // namespace dn
