// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/crop.h"

#include <fmt/format.h>

namespace dn {

CropLayer::CropLayer(const LayerContext& context) : Layer(context, "crop") {
  const CfgSection& section = context.section;
  const int height = section.integer_at_least("crop_height", 1, 1);
  const int width = section.integer_at_least("crop_width", 1, 1);
  adjusts_ = section.integer("noadjust", 0) == 0;
  section.accept({"flip", "angle", "saturation", "exposure", "shift"});
  if (width > in().w || height > in().h) {
    throw section.error(
        width > in().w ? "crop_width" : "crop_height",
        fmt::format("{} x {} cannot be cut out of {} x {}", width, height, in().w, in().h));
  }
  set_output(section, in().c, height, width);
}

std::string CropLayer::table_row() const {
  return fmt::format("Crop Layer: {} x {} -> {} x {} x {} image", in().h, in().w, out().h, out().w,
                     out().c);
}

}  // namespace dn
