// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/activation.h"

namespace dn {

// [scale_channels]: the layer `from` times a factor per channel (the previous layer, 1 x 1 x C), or
// with scale_wh=1 per pixel (the previous layer, W x H x 1); squeeze and excitation.
class ScaleChannelsLayer : public Layer {
 public:
  explicit ScaleChannelsLayer(const LayerContext& context);

  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  Activation activation() const { return activation_; }
  bool per_pixel() const { return per_pixel_; }

 private:
  Activation activation_ = Activation::kLinear;
  bool per_pixel_ = false;
};

}  // namespace dn
