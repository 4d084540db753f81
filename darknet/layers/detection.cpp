// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/detection.h"

#include <fmt/format.h>

#include "darknet/layers/detection_options.h"

namespace dn {

DetectionLayer::DetectionLayer(const LayerContext& context)
    : Layer(context, "detection"),
      side_(context.section.side("side", 7, 1)),
      classes_(read_count(context.section, "classes", 1)),
      boxes_per_cell_(read_count(context.section, "num", 1)),
      coords_(read_count(context.section, "coords", 1)),
      softmax_(context.section.integer("softmax", 0) != 0),
      squares_sides_(context.section.integer("sqrt", 0) != 0) {
  const CfgSection& section = context.section;
  section.accept({"rescore", "jitter", "forced", "reorg", "random", "max", "coord_scale",
                  "object_scale", "noobject_scale", "class_scale"});
  if (in().h != 1 || in().w != 1) {
    throw bad_input(section.where(), "[detection] needs a flat input, as [connected] gives");
  }
  const long long needed = 1ll * side_ * side_ * (classes_ + (1ll + coords_) * boxes_per_cell_);
  if (needed != in().c) {
    throw bad_input(section.where(),
                    fmt::format("[detection] the input has {} values, it must have "
                                "side*side*(classes + num*(1 + coords)) = {}",
                                in().c, needed));
  }
}

std::string DetectionLayer::table_row() const { return "Detection Layer"; }

}  // namespace dn
