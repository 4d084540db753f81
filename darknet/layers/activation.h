// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/activation.h"

namespace dn {

// [activation]: an activation function as a layer of its own.
class ActivationLayer : public Layer {
 public:
  explicit ActivationLayer(const LayerContext& context);

  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  Activation activation() const { return activation_; }

 private:
  Activation activation_;
};

}  // namespace dn
