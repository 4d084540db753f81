// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/activation.h"

namespace dn {

// [local]: a convolution whose weights differ from place to place.
class LocalLayer : public Layer {
 public:
  explicit LocalLayer(const LayerContext& context);

  WeightSlots weight_slots() const override;
  std::string table_row() const override;

  int size() const { return size_; }
  int stride() const { return stride_; }
  int padding() const { return padding_; }
  Activation activation() const { return activation_; }
  std::size_t places() const { return static_cast<std::size_t>(out().h) * out().w; }
  std::size_t patch_floats() const { return static_cast<std::size_t>(in().c) * size_ * size_; }

 private:
  int size_, stride_, padding_;
  Activation activation_;
  bool load_;
};

}  // namespace dn
