// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/retain_limits.h"

#include <limits>

namespace rtswap {

RetainLimits retain_limits(const NetworkNeeds& network, dn::Bytes chunk) {
  if (network.retain == RetainRule::kAll) return {true, 0};
  if (network.retain == RetainRule::kNone) return {false, 0};
  if (network.most_retained) return {false, network.most_retained->value / chunk.value};
  return {false, std::numeric_limits<std::uint64_t>::max()};
}

}  // namespace rtswap
