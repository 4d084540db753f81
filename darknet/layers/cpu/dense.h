// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/layers/kernel.h"
#include "darknet/ops/activation.h"

namespace dn {

// One connected matrix of a layer. `in` is one image; the file's columns are in its planar order,
// the packed ones in its channels-last order, so that nothing is permuted at run time.
struct DenseProblem {
  Shape in;
  int outputs = 1;
  Activation activation = Activation::kLinear;
  bool batch_normalize = false;
  int layer = 0, sub = 0;  // whose weights
  WeightsMode mode = WeightsMode::kFused;
  bool reference = false;  // add the products one by one
};

// y = activation(normalise(W x) + bias), computed in blocks of rows that can be packed and run each
// by itself. Every row is one dot product in a fixed order, so neither the blocks nor the threads
// change a bit of the result. Immutable; holds no memory: the caller owns packed weights and
// tensors.
class Dense {
 public:
  // A block of rows, and where its packed bytes are.
  struct Block {
    int first = 0, rows = 0;
    const std::byte* packed = nullptr;  // 64-byte aligned
  };

  explicit Dense(const DenseProblem& problem) : problem_(problem), columns_(problem.in.count()) {}

  // Packed size of a block: the rows' weights, their biases and, with batch normalisation applied
  // by itself, their scales, means and variances; every array is 64-byte aligned.
  Bytes bytes(int rows) const;
  // The most rows whose block is at most `limit`; at least 1.
  int rows_within(Bytes limit) const;
  void pack(const NetworkWeights& weights, int first, int rows, std::byte* packed) const;
  // `in` has `images` vectors one after the other, `out` has problem.outputs values for each, of
  // which the block's rows are written.
  void run(const Block& block, int images, const float* in, float* out) const noexcept;

 private:
  bool normalises() const { return problem_.batch_normalize && problem_.mode == WeightsMode::kRaw; }
  double fold_factor(const NetworkWeights& weights, int row) const;
  std::size_t biases_at(int rows) const;  // float offsets into a block
  std::size_t array_stride(int rows) const;
  float sum(const float* row, const float* in) const noexcept;

  DenseProblem problem_;
  std::size_t columns_;
};

}  // namespace dn
