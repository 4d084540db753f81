// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/device/stream.h"
#include "darknet/tensor/element_type.h"

namespace dn::cuda {

// Converts `count` numbers of device memory. Run phase.
void cast(const void* from, ElementType from_type, void* to, ElementType to_type, std::size_t count,
          Stream& stream) noexcept;

}  // namespace dn::cuda
