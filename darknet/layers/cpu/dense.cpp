// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/cpu/dense.h"

#include <cmath>
#include <cstring>

#include "darknet/base/parallel.h"
#include "darknet/ops/dot.h"

namespace dn {
namespace {

void copy_row(std::span<const float> weights, std::byte* to) {
  std::memcpy(to, weights.data(), weights.size_bytes());
}

}  // namespace

Dense::Dense(const DenseProblem& problem)
    : problem_(problem),
      columns_(problem.columns()),
      packing_(problem, floats_to_bytes(columns_), copy_row) {}

float Dense::sum(const float* row, const float* in) const noexcept {
  if (!problem_.reference) return dot(row, in, columns_);
  float total = 0;
  for (std::size_t i = 0; i < columns_; ++i) total += row[i] * in[i];
  return total;
}

void Dense::run(const DenseBlock& block, int images, const float* in, float* out) const noexcept {
  const auto* matrix = reinterpret_cast<const float*>(block.packed);
  const DenseArrays arrays = packing_.arrays(block);
  const std::size_t outputs = problem_.rows();
  out += block.first;
  const std::size_t work = static_cast<std::size_t>(block.rows) * columns_ * images;
  parallel_for(block.rows, work, [&](std::ptrdiff_t r) {
    for (int image = 0; image < images; ++image) {
      float value = sum(matrix + r * columns_, in + image * columns_);
      if (arrays.scales != nullptr) {
        value = (value - arrays.means[r]) /
                std::sqrt(arrays.variances[r] + static_cast<float>(kDenseEpsilon)) *
                arrays.scales[r];
      }
      out[image * outputs + r] = value + arrays.biases[r];
    }
  });
  for (int image = 0; image < images; ++image) {
    activate(problem_.activation, out + image * outputs, block.rows, 1);
  }
}

}  // namespace dn
