// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/model/swap_plan.h"

namespace rtswap {

// Lays out groups that begin at `first_steps` (rising, the first is 0) one after the other, each
// beginning at a multiple of `chunk`. Every group is retained and has no place yet.
NetworkPlan lay_out(std::span<const dn::Bytes> step_weights, std::span<const int> first_steps,
                    dn::Bytes chunk);

// Cuts the steps of a network into groups of at most `target` bytes (a step that is larger is a
// group of its own) and lays them out.
NetworkPlan group_by_size(const std::vector<dn::Bytes>& step_weights, dn::Bytes target,
                          dn::Bytes chunk);

}  // namespace rtswap
