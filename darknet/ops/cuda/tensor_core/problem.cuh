// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/ops/cuda/epilogue.cuh"
#include "darknet/ops/cuda/tensor_core/tile.h"

namespace dn::cuda::tensor_core {

// What a kernel is given.
template <typename T>
struct TensorConvolution {
  Shape in, out;
  ConvolutionGeometry geometry;
  int pixels, products, steps;                 // of the output, all images; of a sum; of 128 bytes
  int in_stride, out_stride, residual_stride;  // values from pixel to pixel
  const T* input;
  const T* weights;
  T* output;
  Epilogue<T> epilogue;
  bool in_vectors;  // whether four filters of a pixel can be moved at once
};

inline constexpr int kWords = kStepBytes / kWordBytes;  // of a row

// In shared memory: where the 16-byte word of a row lies in a stage.
__device__ inline int word_offset(int row, int word) {
  return row * kStepBytes + ((word ^ (row & (kWords - 1))) * kWordBytes);
}

}  // namespace dn::cuda::tensor_core
