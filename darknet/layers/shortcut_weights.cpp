// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/shortcut_weights.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dn {
namespace {

// The weights of one channel (or of all), one per source. Folding, which every command does, floors
// relu's weights at .001; applied by themselves they may become 0.
void normalize(ShortcutNormalization kind, WeightsMode mode, std::vector<float>& weights) {
  if (kind == ShortcutNormalization::kNone) return;
  const bool relu = kind == ShortcutNormalization::kRelu;
  const float floor = mode == WeightsMode::kRaw ? 0.f : .001f;
  const float largest = *std::ranges::max_element(weights);
  float sum = 1e-4f;
  for (float& w : weights) {
    w = relu ? std::max(w, floor) : std::exp(w - largest);
    sum += w;
  }
  for (float& w : weights) w /= sum;
}

}  // namespace

Bytes shortcut_weight_bytes(const ShortcutLayer& layer) {
  if (layer.weights() == ShortcutWeights::kNone) return Bytes(0);
  return floats_to_bytes(layer.inputs().size() * layer.out().c);
}

void pack_shortcut(const ShortcutLayer& layer, WeightsMode mode, const NetworkWeights& weights,
                   std::byte* packed) {
  if (layer.weights() == ShortcutWeights::kNone) return;
  const auto values = weights.find(layer.index(), WeightKind::kWeights);
  const std::size_t sources = layer.inputs().size(), channels = layer.out().c;
  const std::size_t each = values.size() / sources;  // 1 or channels
  auto* to = reinterpret_cast<float*>(packed);
  std::vector<float> of_channel(sources);
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t s = 0; s < sources; ++s) of_channel[s] = values[s * each + c % each];
    normalize(layer.normalization(), mode, of_channel);
    for (std::size_t s = 0; s < sources; ++s) to[s * channels + c] = of_channel[s];
  }
}

}  // namespace dn
