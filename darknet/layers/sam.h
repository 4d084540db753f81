// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/activation.h"

namespace dn {

// [sam]: the previous layer times the layer `from`, element by element (spatial attention).
class SamLayer : public Layer {
 public:
  explicit SamLayer(const LayerContext& context);

  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  Activation activation() const { return activation_; }

 private:
  Activation activation_ = Activation::kLinear;
};

}  // namespace dn
