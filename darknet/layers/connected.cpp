// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/connected.h"

#include <fmt/format.h>

namespace dn {

WeightSlots connected_slots(std::size_t inputs, std::size_t outputs, bool batch_normalize,
                            bool load, int sub) {
  WeightSlots slots(2);
  slots[0].kind = WeightKind::kBiases;
  slots[0].count = outputs;
  slots[1].kind = WeightKind::kWeights;
  slots[1].count = inputs * outputs;
  slots[1].fan_in = inputs;
  slots[1].transposable_rows = outputs;
  if (batch_normalize) {
    for (const WeightKind kind :
         {WeightKind::kScales, WeightKind::kMeans, WeightKind::kVariances}) {
      slots.push_back({kind, outputs});
    }
  }
  for (WeightSlot& slot : slots) {
    slot.sub = sub;
    slot.in_file = load;
  }
  return slots;
}

Activation read_connected_activation(const CfgSection& section, std::string_view fallback) {
  const Activation activation =
      parse_activation(section.text("activation", fallback), section.where("activation").str());
  if (is_per_pixel(activation)) {
    throw section.error(
        "activation", fmt::format("{} works only in [convolutional]", activation_name(activation)));
  }
  return activation;
}

ConnectedLayer::ConnectedLayer(const LayerContext& context)
    : Layer(context, "connected"),
      activation_(read_connected_activation(context.section, "logistic")),
      batch_normalize_(context.section.integer("batch_normalize", 0) != 0),
      load_(context.section.integer("dontload", 0) == 0) {
  set_output(context.section, context.section.integer_at_least("output", 1, 1), 1, 1);
}

WeightSlots ConnectedLayer::weight_slots() const {
  return connected_slots(inputs_per_image(), out().c, batch_normalize_, load_);
}

std::string ConnectedLayer::table_row() const {
  return fmt::format("connected                            {:4}  ->  {:4}", inputs_per_image(),
                     out().c);
}

}  // namespace dn
