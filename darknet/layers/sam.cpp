// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/sam.h"

#include <fmt/format.h>

namespace dn {

SamLayer::SamLayer(const LayerContext& context) : Layer(context, "sam") {
  const CfgSection& section = context.section;
  if (!section.has("from")) throw section.error("from", "'from=' must name a layer");
  const int source = context.source("from", section.integer("from", 0));
  activation_ =
      parse_activation(section.text("activation", "linear"), section.where("activation").str());
  const Shape& from = context.layers[source]->out();
  if (from != in()) {
    throw section.error("from",
                        fmt::format("layer {} is {} x {} x {}, but the layer before is "
                                    "{} x {} x {}: they must be the same",
                                    source, from.w, from.h, from.c, in().w, in().h, in().c));
  }
  set_inputs({index() - 1, source});
}

std::string SamLayer::table_row() const { return fmt::format("sam Layer: {}", inputs().back()); }

}  // namespace dn
