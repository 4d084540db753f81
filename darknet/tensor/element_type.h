// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/base/bytes.h"

namespace dn {

// What the numbers of a tensor are. The host computes in floats; a GPU may keep activations and
// weights as halves (IEEE binary16).
enum class ElementType { kFloat, kHalf };

constexpr std::size_t size_of(ElementType type) { return type == ElementType::kFloat ? 4 : 2; }

}  // namespace dn
