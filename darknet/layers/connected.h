// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/activation.h"

namespace dn {

// The parameter arrays of a connected matrix in Darknet's order, which is not that of a
// convolution: biases, weights[outputs][inputs], then batch normalisation. `sub` numbers the
// matrices of a recurrent layer.
WeightSlots connected_slots(std::size_t inputs, std::size_t outputs, bool batch_normalize,
                            bool load, int sub = 0);

// The activation of a connected matrix. Throws for those that need all channels of a pixel: only
// convolutions have them.
Activation read_connected_activation(const CfgSection& section, std::string_view fallback);

// [connected]: every output is a weighted sum of all inputs, then batch normalisation or bias, and
// activation.
class ConnectedLayer : public Layer {
 public:
  explicit ConnectedLayer(const LayerContext& context);

  WeightSlots weight_slots() const override;
  std::string table_row() const override;

  Activation activation() const { return activation_; }
  bool batch_normalize() const { return batch_normalize_; }
  std::size_t inputs_per_image() const { return in().count() / in().n; }

 private:
  Activation activation_;
  bool batch_normalize_, load_;
};

}  // namespace dn
