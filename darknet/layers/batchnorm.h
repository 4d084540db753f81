// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [batchnorm]: the batch normalisation of a convolution as a layer of its own.
class BatchnormLayer : public Layer {
 public:
  explicit BatchnormLayer(const LayerContext& context);

  WeightSlots weight_slots() const override;
  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

 private:
  bool load_;
};

}  // namespace dn
