// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/device/stream.h"
#include "darknet/layers/dense_packing.h"

namespace dn::cuda {

// Computes a connected matrix in blocks of rows that can be packed and run each by itself. T is
// float or __half, the type of the inputs and of the packed weights; sums are floats. Every row is
// summed in an order that depends on the number of columns alone, so neither the blocks nor the
// batch change a bit of the result. Immutable; holds no memory: the caller owns packed weights and
// tensors.
template <typename T>
class Dense {
 public:
  explicit Dense(const DenseProblem& problem);

  const DensePacking& packing() const { return packing_; }
  // `in` has `images` vectors one after the other, 16-byte aligned, `out` has problem.rows() values
  // for each, of which the block's rows are written. Out is T or float. Run phase.
  template <typename Out>
  void run(const DenseBlock& block, int images, const T* in, Out* out,
           Stream& stream) const noexcept;

 private:
  DensePacking packing_;
};

}  // namespace dn::cuda
