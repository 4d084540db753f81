// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/kernel.h"

namespace dn {

// Whether the kernel of `layer` can also compute `shortcut`, the only reader of its output: a plain
// convolution followed by the sum with one tensor of its output's shape. The same on every backend.
bool can_fuse_shortcut(const Layer& layer, const Layer& shortcut, WeightsMode mode);

}  // namespace dn
