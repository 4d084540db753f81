// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>

#include "rtswap/model/named.h"

namespace rtswap {

// Which chunks lie beneath a streamed group while the system runs.
enum class Placement {
  kOverlay,  // those the plan gave it, mapped once and shared with other groups; a swap is a copy
  kRemap,    // any that are free when it is loaded, mapped for it alone, after whoever had them
};

inline constexpr std::array<Named<Placement>, 2> kPlacementNames = {{
    {"overlay", Placement::kOverlay},
    {"remap", Placement::kRemap},
}};

}  // namespace rtswap
