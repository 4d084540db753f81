// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [gru]: z = s(Wz x + Uz h), r = s(Wr x + Ur h), c = s(Wh x + Uh (r*h)), h = z*h + (1-z)*c with s
// the logistic function, for c as well: Darknet's gru is not the usual one. The output is h, which
// starts at zero and is kept from frame to frame.
class GruLayer : public Layer {
 public:
  explicit GruLayer(const LayerContext& context);

  // Sub-layers: 0..2 Wz Wr Wh on the input, 3..5 Uz Ur Uh on the state.
  WeightSlots weight_slots() const override;
  std::string table_row() const override;

  bool batch_normalize() const { return batch_normalize_; }

 private:
  bool batch_normalize_, load_;
};

}  // namespace dn
