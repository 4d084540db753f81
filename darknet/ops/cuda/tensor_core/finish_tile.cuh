// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/ops/cuda/tensor_core/instructions.cuh"
#include "darknet/ops/cuda/tensor_core/problem.cuh"
#include "darknet/ops/cuda/tensor_core/tile.h"
#include "darknet/ops/cuda/vector.cuh"

// From the sums in shared memory to the output.
namespace dn::cuda::tensor_core {

inline constexpr int kVector = 4;  // of a pixel, finished by a thread at once

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800

// Bias, activation, residual and second activation over N neighbouring filters of a pixel.
template <typename T, int N>
__device__ void finish_and_store(const TensorConvolution<T>& c, float (&values)[N], int pixel,
                                 int filter) {
  const Epilogue<T>& epilogue = c.epilogue;
  T* output = c.output + static_cast<std::size_t>(pixel) * c.out_stride + filter;
  const unsigned added = static_cast<unsigned>(pixel) * c.residual_stride + filter;
  if (!c.in_vectors) {
    for (int i = 0; i < N && filter + i < c.out.c; ++i)
      output[i] = from_float<T>(finish(epilogue, values[i], filter + i, added + i));
    return;
  }
  if (epilogue.bias != nullptr) {
#pragma unroll
    for (int i = 0; i < N; ++i) values[i] += epilogue.bias[filter + i];
  }
  device::activate(epilogue.first, values);
  if (epilogue.residual != nullptr) {
    float terms[N];
    load(epilogue.residual + added, terms);
#pragma unroll
    for (int i = 0; i < N; ++i) values[i] += terms[i];
    device::activate(epilogue.second, values);
  }
  store(values, output);
}

// The sums of four filters, of all blocks that share the tile.
__device__ inline float4 add_sums_of_cluster(const float* at, unsigned blocks) {
  const std::uint32_t address = shared_address(at);
  float4 parts[kMostSplits];  // all are asked for before the first is needed
#pragma unroll
  for (unsigned rank = 0; rank < kMostSplits; ++rank) {
    if (rank < blocks) parts[rank] = load_from_block(address, rank);
  }
  float4 sum = parts[0];
#pragma unroll
  for (unsigned rank = 1; rank < kMostSplits; ++rank) {
    if (rank >= blocks) break;
    sum.x += parts[rank].x;
    sum.y += parts[rank].y;
    sum.z += parts[rank].z;
    sum.w += parts[rank].w;
  }
  return sum;
}

// The pixels of the tile that this block finishes: all, or its share.
template <typename T, int kIndex, bool kIsSplit>
__device__ void finish_tile(const TensorConvolution<T>& c, const float* sums, int first_pixel,
                            int first_filter) {
  constexpr TileShape kTile = kTiles[kIndex];
  constexpr int kVectors = kTile.filters / kVector;
  const int blocks = kIsSplit ? static_cast<int>(gridDim.z) : 1;
  const int rows = kTile.pixels / blocks;
  const int first_row = kIsSplit ? static_cast<int>(blockIdx.z) * rows : 0;
  for (int i = static_cast<int>(threadIdx.x); i < rows * kVectors; i += kTile.threads()) {
    const int row = first_row + i / kVectors, filter = i % kVectors * kVector;
    if (first_pixel + row >= c.pixels || first_filter + filter >= c.out.c) continue;
    const float* at = sums + row * kTile.sum_row() + filter;
    float4 sum;
    if constexpr (kIsSplit) {
      sum = add_sums_of_cluster(at, static_cast<unsigned>(blocks));
    } else {
      sum = *reinterpret_cast<const float4*>(at);
    }
    float values[kVector] = {sum.x, sum.y, sum.z, sum.w};
    finish_and_store(c, values, first_pixel + row, first_filter + filter);
  }
}

#endif

}  // namespace dn::cuda::tensor_core
