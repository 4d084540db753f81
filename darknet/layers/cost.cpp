// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/cost.h"

#include <fmt/format.h>

namespace dn {

CostLayer::CostLayer(const LayerContext& context) : Layer(context, "cost") {
  context.section.accept({"type", "scale", "ratio"});
}

std::string CostLayer::table_row() const {
  return fmt::format("cost                                           {:4}", in().count() / in().n);
}

}  // namespace dn
