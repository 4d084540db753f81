// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [implicit]: reads no input; the output is its weights, 1 x atoms x filters.
class ImplicitLayer : public Layer {
 public:
  explicit ImplicitLayer(const LayerContext& context);

  WeightSlots weight_slots() const override;
  std::string table_row() const override;

 private:
  bool load_;
};

}  // namespace dn
