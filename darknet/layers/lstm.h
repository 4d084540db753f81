// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [lstm]: f, i, o = s(W h + U x) with s the logistic function, g = tanh(Wg h + Ug x),
// c = f*c + i*g, h = o*tanh(c). The output is h; c and h start at zero and are kept from frame to
// frame.
class LstmLayer : public Layer {
 public:
  explicit LstmLayer(const LayerContext& context);

  // Sub-layers: 0..3 Wf Wi Wg Wo on the state h, 4..7 Uf Ui Ug Uo on the input.
  WeightSlots weight_slots() const override;
  std::string table_row() const override;

  bool batch_normalize() const { return batch_normalize_; }

 private:
  bool batch_normalize_, load_;
};

}  // namespace dn
