// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/layers/batchnorm.h"
#include "darknet/weights/network_weights.h"

namespace dn {

// A [batchnorm] layer as its kernels apply it, y = x * factor + offset: factors[c], offsets[c],
// computed in double.
void pack_batchnorm(const BatchnormLayer& layer, const NetworkWeights& weights, std::byte* packed);

}  // namespace dn
