// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/dense_packing.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

constexpr Bytes kAlign{kAlignment};

// The parameters of one row of a stack of matrices, as Darknet has them.
class SourceRow {
 public:
  SourceRow(const NetworkWeights& weights, const DenseProblem& problem, int row)
      : weights_(weights),
        layer_(problem.layer),
        sub_(problem.sub + row / problem.outputs),
        row_(row % problem.outputs) {}

  std::span<const float> weights(std::size_t columns) const {
    return weights_.find(layer_, WeightKind::kWeights, sub_).subspan(row_ * columns, columns);
  }
  float value(WeightKind kind) const { return weights_.find(layer_, kind, sub_)[row_]; }

 private:
  const NetworkWeights& weights_;
  int layer_, sub_;
  std::size_t row_;
};

// Folds the batch normalisation of a row into its weights and its bias, in double.
void fold(const SourceRow& row, std::span<float> line, float& bias) {
  const double variance = row.value(WeightKind::kVariances);
  const double factor = row.value(WeightKind::kScales) / std::sqrt(variance + kDenseEpsilon);
  for (float& value : line) value = static_cast<float>(value * factor);
  bias = static_cast<float>(bias - row.value(WeightKind::kMeans) * factor);
}

}  // namespace

Bytes DensePacking::biases_at(int rows) const { return align_up(row_bytes_ * rows, kAlign); }
Bytes DensePacking::array_bytes(int rows) const { return align_up(floats_to_bytes(rows), kAlign); }

Bytes DensePacking::bytes(int rows) const {
  return biases_at(rows) + array_bytes(rows) * (normalises() ? 4 : 1);
}

int DensePacking::rows_within(Bytes limit) const {
  if (bytes(problem_.rows()) <= limit) return problem_.rows();
  int fits = 1, too_many = problem_.rows();  // bytes() grows with the rows: bisect
  while (too_many - fits > 1) {
    const int middle = fits + (too_many - fits) / 2;
    (bytes(middle) <= limit ? fits : too_many) = middle;
  }
  return fits;
}

std::vector<DenseBlock> DensePacking::split(Bytes limit) const {
  const int all = problem_.rows();
  const int parts = (all - 1) / rows_within(limit) + 1;
  const int rows = (all - 1) / parts + 1;
  std::vector<DenseBlock> blocks;
  for (int first = 0; first < all; first += rows) {
    blocks.push_back({first, std::min(rows, all - first), nullptr});
  }
  return blocks;
}

void DensePacking::pack(const NetworkWeights& weights, int first, int rows,
                        std::byte* packed) const {
  std::memset(packed, 0, bytes(rows).value);
  const Shape image{1, problem_.in.c, problem_.in.h, problem_.in.w};
  auto* arrays = reinterpret_cast<float*>(packed + biases_at(rows).value);
  const std::size_t stride = array_bytes(rows).value / sizeof(float);
  std::vector<float> line(problem_.columns());
  for (int r = 0; r < rows; ++r) {
    const SourceRow row(weights, problem_, first + r);
    planar_to_channels_last(image, row.weights(line.size()), line);
    arrays[r] = row.value(WeightKind::kBiases);
    if (normalises()) {
      arrays[stride + r] = row.value(WeightKind::kScales);
      arrays[2 * stride + r] = row.value(WeightKind::kMeans);
      arrays[3 * stride + r] = row.value(WeightKind::kVariances);
    } else if (problem_.batch_normalize) {
      fold(row, line, arrays[r]);
    }
    write_row_(line, packed + row_bytes_.value * r);
  }
}

DenseArrays DensePacking::arrays(const DenseBlock& block) const {
  const auto* biases = reinterpret_cast<const float*>(block.packed + biases_at(block.rows).value);
  if (!normalises()) return {biases};
  const std::size_t stride = array_bytes(block.rows).value / sizeof(float);
  return {biases, biases + stride, biases + 2 * stride, biases + 3 * stride};
}

}  // namespace dn
