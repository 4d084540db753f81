// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/detection.h"

#include <fmt/format.h>

namespace dn {

DetectionLayer::DetectionLayer(const LayerContext& context)
    : Layer(context, "detection"),
      side_(context.section.integer_at_least("side", 7, 1)),
      classes_(context.section.integer_at_least("classes", 1, 1)),
      boxes_per_cell_(context.section.integer_at_least("num", 1, 1)),
      coords_(context.section.integer_at_least("coords", 1, 1)),
      softmax_(context.section.integer("softmax", 0) != 0),
      squares_sides_(context.section.integer("sqrt", 0) != 0) {
  const CfgSection& section = context.section;
  section.accept({"rescore", "jitter", "forced", "reorg", "random", "max", "coord_scale",
                  "object_scale", "noobject_scale", "class_scale"});
  if (in().h != 1 || in().w != 1) {
    throw bad_input(section.where(), "[detection] needs a flat input, as [connected] gives");
  }
  constexpr int kLargestSide = 1 << 12;
  const long long needed =
      side_ > kLargestSide ? -1
                           : 1ll * side_ * side_ * (classes_ + (1ll + coords_) * boxes_per_cell_);
  if (needed != in().c) {
    throw bad_input(section.where(),
                    fmt::format("[detection] the input has {} values, it must have "
                                "side*side*(classes + num*(1 + coords)) = {}",
                                in().c, needed));
  }
}

std::string DetectionLayer::table_row() const { return "Detection Layer"; }

}  // namespace dn
