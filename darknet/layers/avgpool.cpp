// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/avgpool.h"

#include <fmt/format.h>

namespace dn {

AvgpoolLayer::AvgpoolLayer(const LayerContext& context) : Layer(context, "avgpool") {
  set_output(context.section, in().c, 1, 1);
}

std::string AvgpoolLayer::table_row() const {
  return fmt::format("{:<28} {:4} x{:4} x{:4} ->   {:4}", "avg", in().w, in().h, in().c, out().c);
}

}  // namespace dn
