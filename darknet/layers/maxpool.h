// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/pooling.h"
#include "darknet/ops/convolution.h"

namespace dn {

// [maxpool]: the largest value of a window, then, with antialiasing, a blur that carries the
// stride. With maxpool_depth=1 the largest of the channels g, g + out_channels,
// g + 2*out_channels, ... of a pixel instead.
class MaxpoolLayer : public Layer {
 public:
  explicit MaxpoolLayer(const LayerContext& context);

  std::string table_row() const override;
  double bflops() const override { return pooling_bflops(table_window_, pooled_); }

  const PoolingWindow& window() const { return window_; }
  bool pools_channels() const { return pools_channels_; }
  bool blurs() const { return antialiasing_ > 0; }
  // The output before the blur; equal to out() without antialiasing.
  const Shape& pooled() const { return pooled_; }
  ConvolutionGeometry blur() const;  // only with antialiasing

 private:
  PoolingWindow window_, table_window_;  // as computed; as written
  bool pools_channels_ = false;
  int antialiasing_ = 0;
  Shape pooled_;
};

}  // namespace dn
