// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/convolution_weights.h"

#include <cmath>

namespace dn {
namespace {

constexpr double kEpsilon = 1e-5;

void binarise_filters(std::vector<float>& weights, std::size_t filters) {
  const std::size_t length = weights.size() / filters;
  for (std::size_t f = 0; f < filters; ++f) {
    float* filter = weights.data() + f * length;
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i) sum += std::fabs(filter[i]);
    const auto mean = static_cast<float>(sum / static_cast<double>(length));
    for (std::size_t i = 0; i < length; ++i) filter[i] = filter[i] > 0 ? mean : -mean;
  }
}

// `sub`: of a recurrent layer.
void fold_batch_normalization(const NetworkWeights& all, int layer, int sub,
                              ConvolutionWeights& folded) {
  const auto scales = all.find(layer, WeightKind::kScales, sub);
  const auto means = all.find(layer, WeightKind::kMeans, sub);
  const auto variances = all.find(layer, WeightKind::kVariances, sub);
  const std::size_t filters = folded.biases.size();
  const std::size_t length = folded.weights.size() / filters;
  for (std::size_t f = 0; f < filters; ++f) {
    const double factor = scales[f] / std::sqrt(static_cast<double>(variances[f]) + kEpsilon);
    folded.biases[f] = static_cast<float>(folded.biases[f] - means[f] * factor);
    for (std::size_t i = f * length; i < (f + 1) * length; ++i) {
      folded.weights[i] = static_cast<float>(folded.weights[i] * factor);
    }
  }
}

std::vector<float> normalization_values(const NetworkWeights& all, int layer) {
  std::vector<float> values;
  for (const WeightKind kind :
       {WeightKind::kScales, WeightKind::kMeans, WeightKind::kVariances, WeightKind::kBiases}) {
    const auto array = all.find(layer, kind);
    values.insert(values.end(), array.begin(), array.end());
  }
  return values;
}

}  // namespace

ConvolutionWeights fold_convolution(const ConvolutionalLayer& layer, const NetworkWeights& all,
                                    WeightsMode mode) {
  const int owner = layer.weights_owner();
  const auto weights = all.find(owner, WeightKind::kWeights);
  const auto biases = all.find(owner, WeightKind::kBiases);
  ConvolutionWeights folded{{weights.begin(), weights.end()}, {biases.begin(), biases.end()}, {}};
  const auto filters = static_cast<std::size_t>(layer.filters());
  if (layer.batch_normalize() && mode == WeightsMode::kRaw) {
    folded.normalization = normalization_values(all, owner);
    folded.biases.assign(filters, 0.f);
  } else if (layer.batch_normalize()) {
    fold_batch_normalization(all, owner, 0, folded);
  }
  if (layer.xnor()) binarise_filters(folded.weights, filters);
  return folded;
}

ConvolutionWeights fold_sub_convolution(const RecurrentConvolution& shared,
                                        const NetworkWeights& all, int layer, int sub) {
  const auto weights = all.find(layer, WeightKind::kWeights, sub);
  const auto biases = all.find(layer, WeightKind::kBiases, sub);
  ConvolutionWeights folded{{weights.begin(), weights.end()}, {biases.begin(), biases.end()}, {}};
  if (shared.batch_normalize) fold_batch_normalization(all, layer, sub, folded);
  return folded;
}

}  // namespace dn
