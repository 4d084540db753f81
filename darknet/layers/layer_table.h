// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string_view>

#include "darknet/layers/layer.h"

namespace dn {

// The layers this program knows, by the names a cfg may use for them. Throws Error for an unknown
// section, naming its line.
std::unique_ptr<Layer> make_layer(const LayerContext& context);
bool is_known_layer(std::string_view section);

}  // namespace dn
