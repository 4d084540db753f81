// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

#include "darknet/device/cuda/launch.cuh"

// Kernels over a table: rows are pixels, columns are channels or vectors of them. Neighbouring
// threads work on neighbouring columns, and no thread divides to find its place.
namespace dn {

struct Cell {
  unsigned row, column;
};

// As one_thread_per_cell() laid the threads out; those at the edges find cells outside the table.
__device__ inline Cell thread_cell() {
  return {blockIdx.x * blockDim.y + threadIdx.y, blockIdx.y * blockDim.x + threadIdx.x};
}

// One thread per cell. Blocks are as wide as a warp, less where the rows are shorter, more where
// there are few of them.
inline LaunchShape one_thread_per_cell(std::size_t rows, std::size_t columns) {
  constexpr std::size_t kThreads = kThreadsPerBlock, kWarp = 32, kMostBlocksInY = 65535;
  if (rows == 0 || columns == 0) return {dim3(0), dim3(1)};
  const std::size_t lone_row = std::bit_ceil(columns);
  std::size_t height = std::min(kThreads / std::min(lone_row, kWarp), std::bit_ceil(rows));
  std::size_t width = std::min(lone_row, kThreads / height);
  const auto blocks = [](std::size_t all, std::size_t each) { return (all + each - 1) / each; };
  while (blocks(columns, width) > kMostBlocksInY) {
    width *= 2;
    height = std::max<std::size_t>(1, height / 2);
  }
  return {dim3(static_cast<unsigned>(blocks(rows, height)),
               static_cast<unsigned>(blocks(columns, width))),
          dim3(static_cast<unsigned>(width), static_cast<unsigned>(height))};
}

}  // namespace dn
