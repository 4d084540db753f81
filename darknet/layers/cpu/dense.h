// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/layers/dense_packing.h"

namespace dn {

// Computes a connected matrix in blocks of rows that can be packed and run each by itself. Every
// row is one dot product in a fixed order, so neither the blocks nor the threads change a bit of
// the result. Immutable; holds no memory: the caller owns packed weights and tensors.
class Dense {
 public:
  explicit Dense(const DenseProblem& problem);

  const DensePacking& packing() const { return packing_; }
  // `in` has `images` vectors one after the other, `out` has problem.rows() values for each, of
  // which the block's rows are written.
  void run(const DenseBlock& block, int images, const float* in, float* out) const noexcept;

 private:
  float sum(const float* row, const float* in) const noexcept;

  DenseProblem problem_;
  std::size_t columns_;
  DensePacking packing_;
};

}  // namespace dn
