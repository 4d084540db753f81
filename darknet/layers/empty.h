// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [empty], [silence]: passes its input through.
class EmptyLayer : public Layer {
 public:
  explicit EmptyLayer(const LayerContext& context) : Layer(context, "empty") {}

  bool is_alias() const override { return true; }
  std::string table_row() const override;
};

}  // namespace dn
