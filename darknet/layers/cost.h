// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [cost]: the loss of a classifier in training; in inference there is nothing to compute.
class CostLayer : public Layer {
 public:
  explicit CostLayer(const LayerContext& context);

  bool is_alias() const override { return true; }
  bool has_output() const override { return false; }
  std::string table_row() const override;
};

}  // namespace dn
