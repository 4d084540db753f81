// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/cuda/slices.h"

#include "darknet/layers/convolutional.h"
#include "darknet/layers/maxpool.h"
#include "darknet/layers/route.h"
#include "darknet/layers/shortcut.h"
#include "darknet/layers/upsample.h"

namespace dn::cuda {
namespace {

// Batch normalisation by itself, a blur and activations over whole pixels are passes of their own.
bool is_one_pass(const ConvolutionalLayer& layer, WeightsMode mode) {
  const bool normalizes = mode == WeightsMode::kRaw && layer.batch_normalize();
  return !layer.xnor() && !normalizes && layer.antialiasing() == 0 &&
         !is_per_pixel(layer.activation());
}

}  // namespace

bool takes_slices(const Layer& layer, WeightsMode mode) {
  if (const auto* convolution = dynamic_cast<const ConvolutionalLayer*>(&layer))
    return is_one_pass(*convolution, mode);
  if (const auto* pool = dynamic_cast<const MaxpoolLayer*>(&layer))
    return !pool->pools_channels() && !pool->blurs();
  if (const auto* sum = dynamic_cast<const ShortcutLayer*>(&layer))
    return !is_per_pixel(sum->activation());
  return dynamic_cast<const RouteLayer*>(&layer) != nullptr ||
         dynamic_cast<const UpsampleLayer*>(&layer) != nullptr;
}

}  // namespace dn::cuda
