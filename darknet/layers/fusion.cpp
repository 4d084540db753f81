// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/fusion.h"

#include "darknet/layers/convolutional.h"
#include "darknet/layers/shortcut.h"

namespace dn {

bool can_fuse_shortcut(const Layer& layer, const Layer& shortcut, WeightsMode mode) {
  const auto* convolution = dynamic_cast<const ConvolutionalLayer*>(&layer);
  const auto* sum = dynamic_cast<const ShortcutLayer*>(&shortcut);
  if (convolution == nullptr || sum == nullptr) return false;
  // Batch normalisation by itself comes between the convolution and the sum.
  const bool normalises = mode == WeightsMode::kRaw && convolution->batch_normalize();
  const bool plain = convolution->antialiasing() == 0 && !convolution->xnor() && !normalises;
  const auto& inputs = sum->inputs();
  const bool of_two =
      inputs.size() == 2 && inputs[0] == layer.index() && inputs[1] != layer.index();
  return plain && of_two && sum->weights() == ShortcutWeights::kNone &&
         sum->source_shapes()[1] == layer.out();
}

}  // namespace dn
