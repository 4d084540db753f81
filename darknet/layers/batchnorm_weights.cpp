// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/batchnorm_weights.h"

#include <cmath>

namespace dn {

void pack_batchnorm(const BatchnormLayer& layer, const NetworkWeights& weights, std::byte* packed) {
  constexpr double kEpsilon = 1e-5;
  const int channels = layer.in().c, index = layer.index();
  const auto biases = weights.find(index, WeightKind::kBiases);
  const auto scales = weights.find(index, WeightKind::kScales);
  const auto means = weights.find(index, WeightKind::kMeans);
  const auto variances = weights.find(index, WeightKind::kVariances);
  auto* factors = reinterpret_cast<float*>(packed);
  for (int c = 0; c < channels; ++c) {
    const double factor = scales[c] / std::sqrt(static_cast<double>(variances[c]) + kEpsilon);
    factors[c] = static_cast<float>(factor);
    factors[channels + c] = static_cast<float>(biases[c] - means[c] * factor);
  }
}

}  // namespace dn
