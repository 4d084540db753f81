// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/ops/cuda/tensor_core/instructions.cuh"
#include "darknet/ops/cuda/tensor_core/problem.cuh"
#include "darknet/ops/cuda/tensor_core/tile.h"

// What a block multiplies, on its way into shared memory.
namespace dn::cuda::tensor_core {

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800

// Brings the tile's inputs and weights, step by step. A thread always brings the same word of a
// row, of every kRowStep-th row.
template <typename T, int kIndex>
class Loader {
 public:
  __device__ Loader(const TensorConvolution<T>& c, int first_pixel, int first_filter,
                    int first_step)
      : c_(c) {
    const int thread = static_cast<int>(threadIdx.x);
    word_ = thread % kWords;
    row_ = thread / kWords;
    product_ = first_step * kStepNumbers + word_ * kWordNumbers;
    const int tap = product_ / c.in.c;
    channel_ = product_ - tap * c.in.c;
    tap_y_ = tap / c.geometry.size;
    tap_x_ = tap - tap_y_ * c.geometry.size;
#pragma unroll
    for (int i = 0; i < kPixelRows; ++i) set_window(i, first_pixel + row_ + i * kRowStep);
    first_filter_ = first_filter + row_;
  }

  __device__ void load_step(std::uint32_t stage) {
    const int shift_y = tap_y_ * c_.geometry.dilation, shift_x = tap_x_ * c_.geometry.dilation;
    const bool is_product = tap_y_ < c_.geometry.size;
#pragma unroll
    for (int i = 0; i < kPixelRows; ++i) {
      const int y = y_[i] + shift_y, x = x_[i] + shift_x;
      const bool inside = is_product && y >= 0 && y < c_.in.h && x >= 0 && x < c_.in.w;
      const T* from =
          c_.input + (inside ? image_[i] + (y * c_.in.w + x) * c_.in_stride + channel_ : 0);
      copy_async(stage + word_offset(row_ + i * kRowStep, word_), from, inside);
    }
    stage += kTile.pixels * kStepBytes;
#pragma unroll
    for (int i = 0; i < kFilterRows; ++i) {
      const int filter = first_filter_ + i * kRowStep;
      const bool inside = is_product && filter < c_.out.c;
      const T* from =
          c_.weights + (inside ? static_cast<std::size_t>(filter) * c_.products + product_ : 0);
      copy_async(stage + word_offset(row_ + i * kRowStep, word_), from, inside);
    }
    advance();
  }

 private:
  static constexpr TileShape kTile = kTiles[kIndex];
  static constexpr int kStepNumbers = kStepBytes / sizeof(T);
  static constexpr int kWordNumbers = kWordBytes / sizeof(T);
  static constexpr int kRowStep = kTile.threads() / kWords;
  static constexpr int kPixelRows = kTile.pixels / kRowStep;
  static constexpr int kFilterRows = kTile.filters / kRowStep;

  __device__ void set_window(int i, int pixel) {
    constexpr int kNowhere = -(1 << 28);  // all taps lie outside
    const int origin = c_.geometry.padding * c_.geometry.dilation;
    const int inside = min(pixel, c_.pixels - 1);
    const int row = inside / c_.out.w;
    const int x = inside - row * c_.out.w;
    const int image = row / c_.out.h;
    const int y = row - image * c_.out.h;
    image_[i] = image * c_.in.h * c_.in.w * c_.in_stride;
    y_[i] = pixel < c_.pixels ? y * c_.geometry.stride_y - origin : kNowhere;
    x_[i] = x * c_.geometry.stride_x - origin;
  }

  __device__ void advance() {
    product_ += kStepNumbers;
    channel_ += kStepNumbers;
    while (channel_ >= c_.in.c) {
      channel_ -= c_.in.c;
      if (++tap_x_ < c_.geometry.size) continue;
      tap_x_ = 0;
      ++tap_y_;
    }
  }

  const TensorConvolution<T>& c_;
  int word_, row_, product_, channel_, tap_y_, tap_x_, first_filter_;
  int image_[kPixelRows], y_[kPixelRows], x_[kPixelRows];
};

#endif

}  // namespace dn::cuda::tensor_core
