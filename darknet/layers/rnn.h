// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/activation.h"

namespace dn {

// [rnn]: h = act(W_input x) + act_self(W_self h'), plus h' itself with shortcut=1, where h' is the
// h of the frame before; y = act(W_output h). The state h starts at zero.
class RnnLayer : public Layer {
 public:
  explicit RnnLayer(const LayerContext& context);

  WeightSlots weight_slots() const override;
  std::string table_row() const override;

  int hidden() const { return hidden_; }
  Activation activation() const { return activation_; }
  Activation self_activation() const { return self_activation_; }
  bool batch_normalize() const { return batch_normalize_; }
  bool shortcut() const { return shortcut_; }

 private:
  int hidden_;
  Activation activation_, self_activation_;
  bool batch_normalize_, shortcut_, load_;
};

}  // namespace dn
