// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

#include "darknet/device/stream.h"
#include "darknet/image/resize_plan.h"
#include "darknet/tensor/element_type.h"

namespace dn::cuda {

// Resizer's work done by a GPU: turns a picture, bytes as PixelImage has them, into the input of a
// network, channels last. Floats are Resizer's to the bit; halves are those floats, rounded to the
// nearest.
//
// Run phase: one launch. Both addresses are of the device. Every number of the input is written,
// the letterbox's border too.
void preprocess(const ResizePlan& plan, const std::uint8_t* picture, void* input, ElementType type,
                Stream& stream) noexcept;

}  // namespace dn::cuda
