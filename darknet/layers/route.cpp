// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/route.h"

#include <fmt/format.h>

namespace dn {

RouteLayer::RouteLayer(const LayerContext& context) : Layer(context, "route") {
  const CfgSection& section = context.section;
  set_inputs(context.sources("layers"));
  groups_ = section.integer_at_least("groups", 1, 1);
  group_ = section.integer_at_least("group_id", 0, 0);
  section.accept({"stream", "wait_stream"});
  if (group_ >= groups_) {
    throw section.error("group_id", fmt::format("group_id={}: with groups={} it must be below {}",
                                                group_, groups_, groups_));
  }
  const Shape& first = context.layers[inputs().front()]->out();
  long long channels = 0;
  for (const int source : inputs()) {
    const Shape& shape = context.layers[source]->out();
    if (shape.w != first.w || shape.h != first.h) {
      throw section.error("layers",
                          fmt::format("layer {} is {} x {} x {} and layer {} is {} x {} x {}: "
                                      "width and height must be the same",
                                      inputs().front(), first.w, first.h, first.c, source, shape.w,
                                      shape.h, shape.c));
    }
    if (shape.c % groups_ != 0) {
      throw section.error("groups", fmt::format("groups={} must divide the {} channels of layer {}",
                                                groups_, shape.c, source));
    }
    channels += shape.c / groups_;
  }
  set_output(section, channels, first.h, first.w);
}

std::string RouteLayer::table_row() const {
  std::string row = "route ";
  for (const int source : inputs()) row += fmt::format(" {}", source);
  if (inputs().size() > 3) {
    row += " \t    ";
  } else if (inputs().size() > 1) {
    row += " \t            ";
  } else {
    row += " \t\t            ";
  }
  row += groups_ > 1 ? fmt::format("           {}/{}", group_, groups_) : "              ";
  return row + fmt::format(" -> {:4} x{:4} x{:4} ", out().w, out().h, out().c);
}

}  // namespace dn
