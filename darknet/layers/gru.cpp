// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/gru.h"

#include <fmt/format.h>

#include "darknet/layers/connected.h"

namespace dn {

GruLayer::GruLayer(const LayerContext& context)
    : Layer(context, "gru"),
      batch_normalize_(context.section.integer("batch_normalize", 0) != 0),
      load_(context.section.integer("dontload", 0) == 0) {
  set_output(context.section, context.section.integer_at_least("output", 1, 1), 1, 1);
}

WeightSlots GruLayer::weight_slots() const {
  const std::size_t inputs = in().count() / in().n, outputs = out().c;
  WeightSlots slots;
  for (int sub = 0; sub < 6; ++sub) {
    const WeightSlots more =
        connected_slots(sub < 3 ? inputs : outputs, outputs, batch_normalize_, load_, sub);
    slots.insert(slots.end(), more.begin(), more.end());
  }
  return slots;
}

std::string GruLayer::table_row() const {
  return fmt::format("GRU Layer: {} inputs, {} outputs", in().count() / in().n, out().c);
}

}  // namespace dn
