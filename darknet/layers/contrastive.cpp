// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/contrastive.h"

#include <fmt/format.h>

namespace dn {

ContrastiveLayer::ContrastiveLayer(const LayerContext& context)
    : Layer(context, "contrastive"),
      classes_(context.section.integer_at_least("classes", 1000, 1)) {
  if (context.section.has("yolo_layer"))
    context.source("yolo_layer", context.section.integer("yolo_layer", -1));
  context.section.accept(
      {"temperature", "cls_normalizer", "max_delta", "contrastive_neg_max", "steps", "max"});
}

std::string ContrastiveLayer::table_row() const {
  return fmt::format("contrastive {:4} x{:4} x{:4} x emb_size, classes = {}", in().w, in().h,
                     in().c, classes_);
}

}  // namespace dn
