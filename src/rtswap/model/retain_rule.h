// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>

#include "rtswap/model/named.h"

namespace rtswap {

// What the user says of a network's weights, where the planner shall not choose.
enum class RetainRule {
  kAll,   // all of them stay on the device
  kNone,  // all of them are streamed for every job
};

inline constexpr std::array<Named<RetainRule>, 2> kRetainRuleNames = {{
    {"all", RetainRule::kAll},
    {"none", RetainRule::kNone},
}};

}  // namespace rtswap
