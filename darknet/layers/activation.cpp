// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/activation.h"

#include <fmt/format.h>

namespace dn {

ActivationLayer::ActivationLayer(const LayerContext& context)
    : Layer(context, "activation"),
      activation_(parse_activation(context.section.text("activation", "linear"),
                                   context.section.where("activation").str())) {}

std::string ActivationLayer::table_row() const {
  return fmt::format("Activation Layer: {} inputs", in().count() / in().n);
}

}  // namespace dn
