// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>

#include "rtswap/model/swap_plan.h"

namespace rtswap {

// Decides which networks' packed images are in host memory while jobs run, and sets their tier. All
// of them where they fit into `limit`, or there is none. Else the networks with the most streamed
// bytes per second come first, each as a whole if there is still room for it, beside the file ring
// that the others pass through. Networks that have no pack file are in memory always.
//
// Throws dn::Error (kBadInput) where that is too much; it names the smallest host_memory_limit that
// works.
void choose_tiers(SwapPlan& plan, const MemoryNeeds& needs, std::optional<dn::Bytes> limit);

}  // namespace rtswap
