// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <iterator>

#include "darknet/ops/cuda/tensor_convolution.h"

// How a convolution on tensor cores is cut into blocks, for the host and the device.
namespace dn::cuda::tensor_core {

inline constexpr int kStepBytes = 128;  // of a row, in shared memory at a time
inline constexpr int kWordBytes = 16;   // copied at once
inline constexpr int kMostSplits = 8;   // blocks of a portable cluster

// How a block is made up. Pixels and filters of the tile, and how many warps share each; `stages`
// steps are in shared memory or on their way. Large parts per warp read shared memory the least;
// small ones let more warps hide each other's waiting where a processor has but one block.
struct TileShape {
  int pixels, filters, pixel_warps, filter_warps, stages;

  constexpr int threads() const { return 32 * pixel_warps * filter_warps; }
  constexpr int stage_bytes() const { return (pixels + filters) * kStepBytes; }
  constexpr int sum_row() const { return filters + 4; }  // floats; spreads rows over the banks
  constexpr int shared_bytes() const {
    return std::max(stages * stage_bytes(), pixels * sum_row() * static_cast<int>(sizeof(float)));
  }
};

inline constexpr TileShape kTiles[] = {{256, 128, 4, 2, 3}, {256, 64, 4, 1, 3}, {128, 128, 2, 2, 3},
                                       {128, 64, 2, 2, 4},  {64, 64, 2, 4, 6},  {64, 32, 4, 2, 6}};
inline constexpr int kTileCount = std::size(kTiles);

// The index; throws Error for a variant of no tile.
int tile_of(const TensorVariant& variant);

// What the current device has of what the kernels need.
struct Processor {
  // Compute capability, major * 10 + minor: the device's, or the one that the kernels in this
  // program are compiled for, where that is lower.
  int capability = 0;
  int multiprocessors = 0;
  int shared_bytes = 0;  // that a block can have
};
inline constexpr int kFirstCapability = 80;
// From here on with clusters, and launches that overlap.
inline constexpr int kClusterCapability = 90;
Processor current_processor();  // throws Error
int compiled_capability();      // throws Error

inline int blocks_for(int items, int per_block) { return (items + per_block - 1) / per_block; }
// Of 128 bytes, of each sum's products.
int steps_of(const ConvolutionProblem& problem, Precision precision);

}  // namespace dn::cuda::tensor_core
