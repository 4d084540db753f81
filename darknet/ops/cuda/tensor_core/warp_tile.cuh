// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/ops/cuda/tensor_core/instructions.cuh"
#include "darknet/ops/cuda/tensor_core/problem.cuh"
#include "darknet/ops/cuda/tensor_core/tile.h"

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800

namespace dn::cuda::tensor_core {

inline constexpr int kOperandBytes = 32;  // of a row, multiplied at once

// The part of the tile that one warp multiplies.
template <typename T, int kIndex>
class WarpTile {
 public:
  __device__ WarpTile() {
    const int warp = static_cast<int>(threadIdx.x) / 32;
    first_pixel_ = warp / kTile.filter_warps * kPixels;
    first_filter_ = warp % kTile.filter_warps * kFilters;
  }

  __device__ void multiply_step(std::uint32_t stage) {
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const std::uint32_t weights = stage + kTile.pixels * kStepBytes;
#pragma unroll
    for (int part = 0; part < kStepBytes / kOperandBytes; ++part) {
      RowOperand inputs[kRowTiles];
      ColumnOperand filters[kColumnTiles];
#pragma unroll
      for (int i = 0; i < kRowTiles; ++i) {
        auto& [a, b, c, d] = inputs[i].words;
        const int row = first_pixel_ + 16 * i + lane % 16;
        load_matrices(stage + word_offset(row, 2 * part + lane / 16), a, b, c, d);
        round_words<T>(inputs[i].words);
      }
#pragma unroll
      for (int j = 0; j < kColumnTiles; j += 2) {
        auto& [a, b] = filters[j].words;
        auto& [c, d] = filters[j + 1].words;
        const int row = first_filter_ + 8 * j + lane / 16 * 8 + lane % 8;
        load_matrices(weights + word_offset(row, 2 * part + lane / 8 % 2), a, b, c, d);
        round_words<T>(filters[j].words);
        round_words<T>(filters[j + 1].words);
      }
#pragma unroll
      for (int i = 0; i < kRowTiles; ++i) {
#pragma unroll
        for (int j = 0; j < kColumnTiles; ++j) multiply_add<T>(inputs[i], filters[j], sums_[i][j]);
      }
    }
  }

  // As a matrix of floats, kTile.sum_row() apart.
  __device__ void store_sums(float* to) const {
    const int lane = static_cast<int>(threadIdx.x) % 32;
#pragma unroll
    for (int i = 0; i < kRowTiles; ++i) {
#pragma unroll
      for (int j = 0; j < kColumnTiles; ++j) {
        float* at = to + (first_pixel_ + 16 * i + lane / 4) * kTile.sum_row() + first_filter_ +
                    8 * j + lane % 4 * 2;
        const auto& values = sums_[i][j].values;
        *reinterpret_cast<float2*>(at) = make_float2(values[0], values[1]);
        at += 8 * kTile.sum_row();
        *reinterpret_cast<float2*>(at) = make_float2(values[2], values[3]);
      }
    }
  }

 private:
  static constexpr TileShape kTile = kTiles[kIndex];
  static constexpr int kPixels = kTile.pixels / kTile.pixel_warps;
  static constexpr int kFilters = kTile.filters / kTile.filter_warps;
  static constexpr int kRowTiles = kPixels / 16, kColumnTiles = kFilters / 8;
  static_assert(kPixels % 16 == 0 && kFilters % 16 == 0);

  int first_pixel_, first_filter_;
  Sums sums_[kRowTiles][kColumnTiles] = {};
};

}  // namespace dn::cuda::tensor_core

#endif
