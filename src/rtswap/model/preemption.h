// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>

#include "rtswap/model/named.h"

namespace rtswap {

// Where a job may lose the device to a better one.
enum class Preemption {
  kNone,           // nowhere
  kGroupBoundary,  // between two of its layer groups
};

inline constexpr std::array<Named<Preemption>, 2> kPreemptionNames = {{
    {"none", Preemption::kNone},
    {"group", Preemption::kGroupBoundary},
}};

}  // namespace rtswap
