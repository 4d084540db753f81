// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "darknet/layers/kernel.h"
#include "darknet/ops/activation.h"

namespace dn {

// One connected matrix of a layer, or several of equal shape on the same input, one under the
// other: y = activation(normalise(W x) + bias). `in` is one image; the file's columns are in its
// planar order, the packed ones in its channels-last order, so that nothing is permuted at run
// time.
struct DenseProblem {
  Shape in;
  int outputs = 1;
  Activation activation = Activation::kLinear;
  bool batch_normalize = false;
  int layer = 0, sub = 0;  // whose weights
  WeightsMode mode = WeightsMode::kFused;
  bool reference = false;  // add the products one by one
  int stacked = 1;         // this many sub-layers from `sub` on, each with `outputs` rows

  int rows() const { return outputs * stacked; }
  std::size_t columns() const { return in.count(); }
};

// Added to variances before the root is taken.
inline constexpr double kDenseEpsilon = 1e-5;

// Consecutive rows of a matrix, and where their packed bytes are (64-byte aligned).
struct DenseBlock {
  int first = 0, rows = 0;
  const std::byte* packed = nullptr;
};

// The values of a packed block that come one per row. The last three are null where batch
// normalisation is folded into the weights, or there is none.
struct DenseArrays {
  const float* biases = nullptr;
  const float* scales = nullptr;
  const float* means = nullptr;
  const float* variances = nullptr;
};

// How the rows of a matrix are cut into blocks and packed: a block has its rows' weights as the
// backend wants them, then its arrays, each 64-byte aligned. Immutable; holds no weights.
class DensePacking {
 public:
  // Writes a row's weights into the row_bytes that it has in a block; they are all zero before.
  using WriteRow = void (*)(std::span<const float> weights, std::byte* to);

  DensePacking(const DenseProblem& problem, Bytes row_bytes, WriteRow write_row)
      : problem_(problem), row_bytes_(row_bytes), write_row_(write_row) {}

  const DenseProblem& problem() const { return problem_; }
  // Packed size of a block of this many rows.
  Bytes bytes(int rows) const;
  // Blocks of about equal numbers of rows, each at most `limit` bytes, or one row.
  std::vector<DenseBlock> split(Bytes limit) const;
  void pack(const NetworkWeights& weights, int first, int rows, std::byte* packed) const;
  DenseArrays arrays(const DenseBlock& block) const;

 private:
  bool normalises() const { return problem_.batch_normalize && problem_.mode == WeightsMode::kRaw; }
  int rows_within(Bytes limit) const;
  Bytes biases_at(int rows) const;  // offset in a block
  Bytes array_bytes(int rows) const;

  DenseProblem problem_;
  Bytes row_bytes_;
  WriteRow write_row_;
};

}  // namespace dn
