// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <cmath>

#include "darknet/ops/cuda/number.cuh"

// Softmax over consecutive values, as dn::softmax() has it for the host. One warp does one softmax:
// the groups of a detection layer are short and many. All 32 threads of the warp take part, with
// the same arguments; blocks are multiples of 32 threads.
namespace dn::device {

inline constexpr unsigned kAllLanes = ~0u;

__device__ inline float largest_of_warp(float value) {
  for (int apart = warpSize / 2; apart > 0; apart /= 2)
    value = fmaxf(value, __shfl_xor_sync(kAllLanes, value, apart));
  return value;
}

__device__ inline float sum_of_warp(float value) {
  for (int apart = warpSize / 2; apart > 0; apart /= 2)
    value += __shfl_xor_sync(kAllLanes, value, apart);
  return value;
}

// `to` may be `from`: each thread writes what only it has read. The exponentials are taken twice
// rather than kept in `to`, where halves would round them.
template <typename In, typename Out>
__device__ void softmax_by_warp(const In* from, Out* to, int count) {
  const int lane = threadIdx.x % warpSize;
  float largest = -INFINITY;
  for (int i = lane; i < count; i += warpSize) largest = fmaxf(largest, to_float(from[i]));
  largest = largest_of_warp(largest);
  float sum = 0;
  for (int i = lane; i < count; i += warpSize) sum += expf(to_float(from[i]) - largest);
  sum = sum_of_warp(sum);
  for (int i = lane; i < count; i += warpSize)
    to[i] = from_float<Out>(expf(to_float(from[i]) - largest) / sum);
}

}  // namespace dn::device
