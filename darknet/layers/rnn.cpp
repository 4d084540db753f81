// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/rnn.h"

#include <fmt/format.h>

#include "darknet/layers/connected.h"

namespace dn {

RnnLayer::RnnLayer(const LayerContext& context)
    : Layer(context, "rnn"),
      hidden_(context.section.integer_at_least("hidden", 1, 1)),
      activation_(read_connected_activation(context.section, "logistic")),
      self_activation_(activation_),
      batch_normalize_(context.section.integer("batch_normalize", 0) != 0),
      shortcut_(context.section.integer("shortcut", 0) != 0),
      load_(context.section.integer("dontload", 0) == 0) {
  const CfgSection& section = context.section;
  const int logistic = section.integer("logistic", 0);
  if (logistic == 1) self_activation_ = Activation::kLogistic;
  if (logistic == 2) self_activation_ = Activation::kLoggy;
  set_output(section, section.integer_at_least("output", 1, 1), 1, 1);
}

WeightSlots RnnLayer::weight_slots() const {
  const std::size_t inputs = in().count() / in().n, hidden = hidden_, outputs = out().c;
  WeightSlots slots = connected_slots(inputs, hidden, batch_normalize_, load_, 0);
  for (const WeightSlots& more : {connected_slots(hidden, hidden, batch_normalize_, load_, 1),
                                  connected_slots(hidden, outputs, batch_normalize_, load_, 2)}) {
    slots.insert(slots.end(), more.begin(), more.end());
  }
  return slots;
}

std::string RnnLayer::table_row() const {
  return fmt::format("RNN Layer: {} inputs, {} outputs", in().count() / in().n, out().c);
}

}  // namespace dn
