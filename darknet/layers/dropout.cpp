// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/dropout.h"

#include <fmt/format.h>

namespace dn {

DropoutLayer::DropoutLayer(const LayerContext& context)
    : Layer(context, "dropout"), probability_(context.section.real("probability", .2f)) {
  const CfgSection& section = context.section;
  section.accept({"dropblock", "dropblock_size_rel", "dropblock_size_abs"});
  if (probability_ < 0 || probability_ > 1) {
    throw section.error("probability",
                        fmt::format("probability={}: it must be in 0..1", probability_));
  }
}

std::string DropoutLayer::table_row() const {
  const std::size_t values = in().count() / in().n;
  return fmt::format("dropout    p = {:.3f}        {:4}  ->   {:4}", probability_, values, values);
}

}  // namespace dn
