// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/implicit.h"

#include <fmt/format.h>

namespace dn {

ImplicitLayer::ImplicitLayer(const LayerContext& context)
    : Layer(context, "implicit"), load_(context.section.integer("dontload", 0) == 0) {
  const CfgSection& section = context.section;
  section.accept({"mean", "std"});  // how training starts
  set_output(section, section.integer_at_least("filters", 128, 1),
             section.integer_at_least("atoms", 1, 1), 1);
  set_inputs({});
}

WeightSlots ImplicitLayer::weight_slots() const {
  WeightSlots slots{{WeightKind::kWeights, out().count() / out().n, 1, WeightDraw::kImplicit}};
  slots.front().in_file = load_;
  return slots;
}

std::string ImplicitLayer::table_row() const {
  return fmt::format("implicit                                 -> {:4} x{:4} x{:4}", out().w,
                     out().h, out().c);
}

}  // namespace dn
