// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/cpu/dense.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/parallel.h"
#include "darknet/ops/dot.h"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

constexpr double kEpsilon = 1e-5;
constexpr std::size_t kAlignFloats = kAlignment / sizeof(float);

std::size_t aligned(std::size_t floats) {
  return (floats + kAlignFloats - 1) / kAlignFloats * kAlignFloats;
}

}  // namespace

std::size_t Dense::biases_at(int rows) const { return aligned(rows * columns_); }
std::size_t Dense::array_stride(int rows) const { return aligned(rows); }

Bytes Dense::bytes(int rows) const {
  return floats_to_bytes(biases_at(rows) + (normalises() ? 4 : 1) * array_stride(rows));
}

int Dense::rows_within(Bytes limit) const {
  if (bytes(problem_.outputs) <= limit) return problem_.outputs;
  int fits = 1, too_many = problem_.outputs;  // bytes() grows with the rows: bisect
  while (too_many - fits > 1) {
    const int middle = fits + (too_many - fits) / 2;
    (bytes(middle) <= limit ? fits : too_many) = middle;
  }
  return fits;
}

double Dense::fold_factor(const NetworkWeights& weights, int row) const {
  const auto scales = weights.find(problem_.layer, WeightKind::kScales, problem_.sub);
  const auto variances = weights.find(problem_.layer, WeightKind::kVariances, problem_.sub);
  return scales[row] / std::sqrt(static_cast<double>(variances[row]) + kEpsilon);
}

void Dense::pack(const NetworkWeights& weights, int first, int rows, std::byte* packed) const {
  std::memset(packed, 0, bytes(rows).value);
  auto* to = reinterpret_cast<float*>(packed);
  const auto array = [&](WeightKind kind) {
    return weights.find(problem_.layer, kind, problem_.sub);
  };
  const auto matrix = array(WeightKind::kWeights);
  float* biases = to + biases_at(rows);
  for (int r = 0; r < rows; ++r) {
    const int row = first + r;
    const std::span<float> line{to + r * columns_, columns_};
    planar_to_channels_last({1, problem_.in.c, problem_.in.h, problem_.in.w},
                            matrix.subspan(row * columns_, columns_), line);
    biases[r] = array(WeightKind::kBiases)[row];
    if (!problem_.batch_normalize || normalises()) continue;
    const double factor = fold_factor(weights, row);
    for (float& value : line) value = static_cast<float>(value * factor);
    biases[r] = static_cast<float>(biases[r] - array(WeightKind::kMeans)[row] * factor);
  }
  if (!normalises()) return;
  for (const WeightKind kind : {WeightKind::kScales, WeightKind::kMeans, WeightKind::kVariances}) {
    biases += array_stride(rows);
    std::ranges::copy(array(kind).subspan(first, rows), biases);
  }
}

float Dense::sum(const float* row, const float* in) const noexcept {
  if (!problem_.reference) return dot(row, in, columns_);
  float total = 0;
  for (std::size_t i = 0; i < columns_; ++i) total += row[i] * in[i];
  return total;
}

void Dense::run(const Block& block, int images, const float* in, float* out) const noexcept {
  const auto* matrix = reinterpret_cast<const float*>(block.packed);
  const float* biases = matrix + biases_at(block.rows);
  const float* scales = biases + array_stride(block.rows);
  const float* means = scales + array_stride(block.rows);
  const float* variances = means + array_stride(block.rows);
  out += block.first;
  const std::size_t work = static_cast<std::size_t>(block.rows) * columns_ * images;
  parallel_for(block.rows, work, [&](std::ptrdiff_t r) {
    for (int image = 0; image < images; ++image) {
      float value = sum(matrix + r * columns_, in + image * columns_);
      if (normalises()) {
        value =
            (value - means[r]) / std::sqrt(variances[r] + static_cast<float>(kEpsilon)) * scales[r];
      }
      out[static_cast<std::size_t>(image) * problem_.outputs + r] = value + biases[r];
    }
  });
  for (int image = 0; image < images; ++image) {
    activate(problem_.activation, out + static_cast<std::size_t>(image) * problem_.outputs,
             block.rows, 1);
  }
}

}  // namespace dn
