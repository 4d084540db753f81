// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/conv_lstm.h"

#include <fmt/format.h>

namespace dn {

ConvLstmLayer::ConvLstmLayer(const LayerContext& context)
    : Layer(context, "conv_lstm"),
      peephole_(context.section.integer("peephole", 0) != 0),
      state_constrain_(context.section.real("state_constrain", 32)),
      output_(context.section.integer_at_least("output", 1, 1)),
      convolution_(RecurrentConvolution::read(context.section, "linear", {in().c, output_})) {
  const CfgSection& section = context.section;
  for (const char* key : {"bottleneck", "shortcut"}) {
    if (section.integer(key, 0) != 0) {
      throw section.error(key, fmt::format("{}=1 is not supported in [conv_lstm]", key));
    }
  }
  if (section.text("lstm_activation", "tanh") != "tanh") {
    throw section.error("lstm_activation", "only lstm_activation=tanh is supported");
  }
  if (state_constrain_ <= 0) {
    throw section.error("state_constrain",
                        fmt::format("state_constrain={}: it must be above 0", state_constrain_));
  }
  section.accept({"time_normalizer"});  // training
  set_output(section, output_, in().h, in().w);
}

WeightSlots ConvLstmLayer::weight_slots() const {
  WeightSlots slots;
  for (int sub = 0; sub < state_convolutions() + 4; ++sub) {
    const int channels = sub < state_convolutions() ? output_ : in().c;
    const WeightSlots more = convolution_.slots(sub, channels, output_);
    slots.insert(slots.end(), more.begin(), more.end());
  }
  return slots;
}

double ConvLstmLayer::bflops() const {
  return state_convolutions() * convolution_.bflops(in(), output_, output_) +
         4 * convolution_.bflops(in(), in().c, output_);
}

std::string ConvLstmLayer::table_row() const {
  return fmt::format("CONV_LSTM Layer: {} x {} x {} image, {} filters", in().h, in().w, in().c,
                     output_);
}

}  // namespace dn
