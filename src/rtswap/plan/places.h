// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>

#include "rtswap/model/swap_plan.h"

namespace rtswap {

// Chunks of a streaming area with room for `ahead` consecutive streamed groups of any network.
std::uint64_t area_for(std::span<const NetworkPlan> networks, dn::Bytes chunk, std::size_t ahead);

// Gives every retained group chunks of its own, and every streamed one a place in an area of that
// many chunks, which is room for the largest of them (area_for() with 1) at least.
//
// The places of a network are consecutive, round and round, and those of the next network begin
// where its end. How long a job waits for its places depends on how far apart they are, not on
// where the first is (plan/README.md); but jobs of different networks overwrite each other's first
// groups less, and where all fit side by side, not at all.
void place_groups(SwapPlan& plan, std::uint64_t area);

}  // namespace rtswap
