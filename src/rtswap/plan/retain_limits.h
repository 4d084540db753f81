// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

#include "rtswap/model/swap_plan.h"

namespace rtswap {

// What the user allows a network to retain, in chunks.
struct RetainLimits {
  bool all = false;        // every group, whatever else
  std::uint64_t most = 0;  // otherwise
};

RetainLimits retain_limits(const NetworkNeeds& network, dn::Bytes chunk);

}  // namespace rtswap
