// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/recurrent_convolution.h"

namespace dn {

// [crnn]: the recurrence of [rnn] with convolutions: h = act(W_input x) + act(W_self h'), plus h'
// with shortcut=1; y = act(W_output h). The state h starts at zero.
class CrnnLayer : public Layer {
 public:
  explicit CrnnLayer(const LayerContext& context);

  // Sub-layers: 0 input, 1 self, 2 output.
  WeightSlots weight_slots() const override;
  std::string table_row() const override;
  double bflops() const override;

  int hidden() const { return hidden_; }
  bool shortcut() const { return shortcut_; }
  const RecurrentConvolution& convolution() const { return convolution_; }

 private:
  int hidden_, output_;
  bool shortcut_;
  RecurrentConvolution convolution_;
};

}  // namespace dn
