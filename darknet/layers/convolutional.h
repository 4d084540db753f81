// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/convolution.h"

namespace dn {

// [convolutional]: convolution, then batch normalisation or bias, activation, and, with
// antialiasing, a blur that carries the stride.
class ConvolutionalLayer : public Layer {
 public:
  explicit ConvolutionalLayer(const LayerContext& context);

  WeightSlots weight_slots() const override;
  std::string table_row() const override;
  double bflops() const override;

  const ConvolutionGeometry& geometry() const { return geometry_; }
  Activation activation() const { return activation_; }
  bool batch_normalize() const { return batch_normalize_; }
  bool xnor() const { return xnor_; }
  int filters() const { return convolved_.c; }
  int channels_per_group() const { return in().c / geometry_.groups; }
  // The output before the blur; equal to out() without antialiasing.
  const Shape& convolved() const { return convolved_; }
  int antialiasing() const { return antialiasing_; }  // 0 none, 2 the 2x2 mean, else the 3x3 blur
  ConvolutionGeometry blur_geometry() const;          // only with antialiasing
  // The layer that owns the weights: this one, or with share_index another.
  int weights_owner() const { return weights_owner_; }

 private:
  void share_weights(const CfgSection& section, const ConvolutionalLayer& owner);

  ConvolutionGeometry geometry_;
  Activation activation_ = Activation::kLinear;
  bool batch_normalize_ = false, xnor_ = false, binary_output_ = false;
  bool load_ = true, load_scales_ = true;
  int antialiasing_ = 0, table_stride_x_ = 1, table_stride_y_ = 1, weights_owner_ = 0;
  Shape convolved_;
};

}  // namespace dn
