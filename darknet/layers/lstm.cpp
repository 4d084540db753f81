// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/lstm.h"

#include <fmt/format.h>

#include "darknet/layers/connected.h"

namespace dn {

LstmLayer::LstmLayer(const LayerContext& context)
    : Layer(context, "lstm"),
      batch_normalize_(context.section.integer("batch_normalize", 0) != 0),
      load_(context.section.integer("dontload", 0) == 0) {
  set_output(context.section, context.section.integer_at_least("output", 1, 1), 1, 1);
}

WeightSlots LstmLayer::weight_slots() const {
  const std::size_t inputs = in().count() / in().n, outputs = out().c;
  WeightSlots slots;
  for (int sub = 0; sub < 8; ++sub) {
    const WeightSlots more =
        connected_slots(sub < 4 ? outputs : inputs, outputs, batch_normalize_, load_, sub);
    slots.insert(slots.end(), more.begin(), more.end());
  }
  return slots;
}

std::string LstmLayer::table_row() const {
  return fmt::format("LSTM Layer: {} inputs, {} outputs", in().count() / in().n, out().c);
}

}  // namespace dn
