// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [dropout]: drops values in training; inference passes them through.
class DropoutLayer : public Layer {
 public:
  explicit DropoutLayer(const LayerContext& context);

  bool is_alias() const override { return true; }
  std::string table_row() const override;

 private:
  float probability_;
};

}  // namespace dn
