// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/scale_channels.h"

#include <fmt/format.h>

namespace dn {

ScaleChannelsLayer::ScaleChannelsLayer(const LayerContext& context)
    : Layer(context, "scale_channels") {
  const CfgSection& section = context.section;
  if (!section.has("from")) throw section.error("from", "'from=' must name a layer");
  const int source = context.source("from", section.integer("from", 0));
  per_pixel_ = section.integer("scale_wh", 0) != 0;
  activation_ =
      parse_activation(section.text("activation", "linear"), section.where("activation").str());
  const Shape& from = context.layers[source]->out();
  const Shape wanted = per_pixel_ ? Shape{in().n, 1, from.h, from.w} : Shape{in().n, from.c, 1, 1};
  if (in() != wanted) {
    throw section.error(
        "from", fmt::format("layer {} is {} x {} x {}, so the layer before must be {} x {} x {}, "
                            "but it is {} x {} x {}",
                            source, from.w, from.h, from.c, wanted.w, wanted.h, wanted.c, in().w,
                            in().h, in().c));
  }
  set_inputs({source, index() - 1});
  set_output(section, from.c, from.h, from.w);
}

std::string ScaleChannelsLayer::table_row() const {
  return fmt::format("scale Layer: {}", inputs().front());
}

}  // namespace dn
