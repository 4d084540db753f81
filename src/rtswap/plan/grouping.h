// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/model/swap_plan.h"

namespace rtswap {

// Cuts the steps of a network into groups of at most `target` bytes (a step that is larger is a
// group of its own) and lays them out one after the other, each beginning at a multiple of `chunk`.
// Every group is retained and has no place yet.
NetworkPlan group_by_size(const std::vector<dn::Bytes>& step_weights, dn::Bytes target,
                          dn::Bytes chunk);

}  // namespace rtswap
