// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/local.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/layers/connected.h"

namespace dn {

LocalLayer::LocalLayer(const LayerContext& context)
    : Layer(context, "local"),
      size_(context.section.side("size", 1, 1)),
      stride_(context.section.side("stride", 1, 1)),
      padding_(context.section.integer("pad", 0) != 0 ? size_ / 2 : 0),
      activation_(read_connected_activation(context.section, "logistic")),
      load_(context.section.integer("dontload", 0) == 0) {
  const CfgSection& section = context.section;
  if (size_ / 2 > std::max(in().h, in().w)) {
    throw section.error(
        "size", fmt::format("size={} is too large for an input of {} x {}", size_, in().w, in().h));
  }
  // With pad=1 the output is as large as with size 1.
  const auto side = [this](int in) -> long long {
    const int first_to_last = in - (padding_ > 0 ? 1 : size_);
    return first_to_last < 0 ? 0 : first_to_last / stride_ + 1;
  };
  set_output(section, section.integer_at_least("filters", 1, 1), side(in().h), side(in().w));
  check_weight_count(where(), type(),
                     static_cast<double>(places() * out().c) * static_cast<double>(patch_floats()));
}

WeightSlots LocalLayer::weight_slots() const {
  WeightSlots slots{{WeightKind::kBiases, places() * out().c},
                    {WeightKind::kWeights, places() * out().c * patch_floats(), patch_floats()}};
  slots[0].in_file = slots[1].in_file = load_;
  return slots;
}

std::string LocalLayer::table_row() const {
  return fmt::format("Local Layer: {} x {} x {} image, {} filters -> {} x {} x {} image", in().h,
                     in().w, in().c, out().c, out().h, out().w, out().c);
}

}  // namespace dn
