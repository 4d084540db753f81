// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rtswap/model/swap_plan.h"

namespace rtswap {

// Group size of networks of which everything is retained.
constexpr dn::Bytes kRetainedGroup = dn::kMiB * 4;

// All networks cut into groups of `target`, those that stay as a whole into groups of
// kRetainedGroup; no group is retained but theirs.
std::vector<NetworkPlan> group_all(const MemoryNeeds& needs, dn::Bytes target, dn::Bytes chunk);

// A plan that needs no measurements, for `available` chunks. Retains a prefix of every network, the
// networks with the most jobs per second first, because a retained byte saves one byte of swapping
// per job; streams the rest through an area for two groups or, where that does not fit, for the
// largest one. `group`: the wanted group size; absent: as large as leaves room. Empty when nothing
// fits.
std::optional<SwapPlan> prefix_plan(const MemoryNeeds& needs, dn::Bytes chunk,
                                    std::optional<dn::Bytes> group, std::uint64_t available);

}  // namespace rtswap
