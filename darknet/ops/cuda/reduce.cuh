// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

// Sums and maxima over the threads of a warp or of a block; every thread gets the result.
namespace dn::device {

constexpr unsigned kWarpLanes = 32;
constexpr unsigned kWholeWarp = 0xffffffff;

struct Sum {
  static constexpr float kOfNothing = 0.f;
  __device__ static float of(float a, float b) { return a + b; }
};
struct Largest {
  static constexpr float kOfNothing = -3.402823466e38f;  // the lowest float
  __device__ static float of(float a, float b) { return fmaxf(a, b); }
};

// All 32 threads of the warp must call it.
template <typename Operation>
__device__ inline float over_warp(float value) {
  for (unsigned bit = kWarpLanes / 2; bit > 0; bit /= 2)
    value = Operation::of(value, __shfl_xor_sync(kWholeWarp, value, static_cast<int>(bit)));
  return value;
}

// All threads of the block must call it; a block is a row of whole warps.
template <typename Operation>
__device__ inline float over_block(float value) {
  __shared__ float of_warps[kWarpLanes];
  const unsigned lane = threadIdx.x % kWarpLanes, warps = blockDim.x / kWarpLanes;
  value = over_warp<Operation>(value);
  __syncthreads();  // an earlier result may not have been read by all
  if (lane == 0) of_warps[threadIdx.x / kWarpLanes] = value;
  __syncthreads();
  return over_warp<Operation>(lane < warps ? of_warps[lane] : Operation::kOfNothing);
}

}  // namespace dn::device
