// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/recurrent_convolution.h"

namespace dn {

// [conv_lstm]: an lstm whose products are convolutions: f, i, o = s(W h + U x), g = tanh(Wg h +
// Ug x), c = f*c + i*g limited to +-state_constrain, h = o*tanh(c); with peephole=1 f and i also
// see V c, o sees V of the new c. The output is h; c and h start at zero and are kept from frame to
// frame.
class ConvLstmLayer : public Layer {
 public:
  explicit ConvLstmLayer(const LayerContext& context);

  // Sub-layers in file order: with peephole Vf Vi Vo; Wf Wi Wg Wo on the state, Uf Ui Ug Uo on the
  // input.
  WeightSlots weight_slots() const override;
  std::string table_row() const override;
  double bflops() const override;

  bool peephole() const { return peephole_; }
  float state_constrain() const { return state_constrain_; }
  const RecurrentConvolution& convolution() const { return convolution_; }
  // How many sub-layers read the state (V and W); the four that read the input follow.
  int state_convolutions() const { return peephole_ ? 7 : 4; }

 private:
  bool peephole_;
  float state_constrain_;
  int output_;
  RecurrentConvolution convolution_;
};

}  // namespace dn
