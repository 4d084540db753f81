// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/lrn.h"

#include <fmt/format.h>

namespace dn {

LrnLayer::LrnLayer(const LayerContext& context)
    : Layer(context, "normalization"),
      size_(context.section.side("size", 5, 1)),
      alpha_(context.section.real("alpha", .0001f)),
      beta_(context.section.real("beta", .75f)),
      kappa_(context.section.real("kappa", 1)) {}

std::string LrnLayer::table_row() const {
  return fmt::format("Local Response Normalization Layer: {} x {} x {} image, {} size", in().w,
                     in().h, in().c, size_);
}

}  // namespace dn
