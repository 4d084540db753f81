// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/layers/kernel.h"
#include "darknet/layers/shortcut.h"

namespace dn {

// The weights of a weighted shortcut as they are multiplied: one row of out().c floats per source,
// normalised.
Bytes shortcut_weight_bytes(const ShortcutLayer& layer);  // 0 without weights
void pack_shortcut(const ShortcutLayer& layer, WeightsMode mode, const NetworkWeights& weights,
                   std::byte* packed);

}  // namespace dn
