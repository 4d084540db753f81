// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "darknet/tensor/shape.h"

// The border between Darknet's planar order and this engine's channels-last order. Sizes of both
// spans are shape.count().
namespace dn {

void planar_to_channels_last(const Shape& shape, std::span<const float> from, std::span<float> to);
void channels_last_to_planar(const Shape& shape, std::span<const float> from, std::span<float> to);

}  // namespace dn
