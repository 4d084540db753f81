// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/kernel.h"

namespace dn::cuda {

// As Backend::takes_slices(): the layers that stand around routes in real networks, where they go
// through their tensors in one pass.
bool takes_slices(const Layer& layer, WeightsMode mode);

}  // namespace dn::cuda
