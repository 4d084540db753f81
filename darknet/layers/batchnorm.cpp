// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/batchnorm.h"

#include <fmt/format.h>

namespace dn {

BatchnormLayer::BatchnormLayer(const LayerContext& context)
    : Layer(context, "batchnorm"), load_(context.section.integer("dontload", 0) == 0) {}

WeightSlots BatchnormLayer::weight_slots() const {
  WeightSlots slots;
  for (const WeightKind kind :
       {WeightKind::kBiases, WeightKind::kScales, WeightKind::kMeans, WeightKind::kVariances}) {
    slots.push_back({kind, static_cast<std::size_t>(in().c)});
    slots.back().in_file = load_;
  }
  return slots;
}

std::string BatchnormLayer::table_row() const {
  return fmt::format("Batch Normalization Layer: {} x {} x {} image", in().w, in().h, in().c);
}

}  // namespace dn
