// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/crnn.h"

#include <fmt/format.h>

namespace dn {

CrnnLayer::CrnnLayer(const LayerContext& context)
    : Layer(context, "crnn"),
      hidden_(context.section.integer_at_least("hidden", 1, 1)),
      output_(context.section.integer_at_least("output", 1, 1)),
      shortcut_(context.section.integer("shortcut", 0) != 0),
      convolution_(
          RecurrentConvolution::read(context.section, "logistic", {in().c, hidden_, output_})) {
  set_output(context.section, hidden_, in().h, in().w);  // checks that the state is not too large
  set_output(context.section, output_, in().h, in().w);
}

WeightSlots CrnnLayer::weight_slots() const {
  WeightSlots slots = convolution_.slots(0, in().c, hidden_);
  for (const WeightSlots& more :
       {convolution_.slots(1, hidden_, hidden_), convolution_.slots(2, hidden_, output_)}) {
    slots.insert(slots.end(), more.begin(), more.end());
  }
  return slots;
}

double CrnnLayer::bflops() const {
  return convolution_.bflops(in(), in().c, hidden_) + convolution_.bflops(in(), hidden_, hidden_) +
         convolution_.bflops(in(), hidden_, output_);
}

std::string CrnnLayer::table_row() const {
  return fmt::format("CRNN Layer: {} x {} x {} image, {} filters", in().h, in().w, in().c, output_);
}

}  // namespace dn
