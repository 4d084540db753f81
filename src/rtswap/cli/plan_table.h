// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/plan/plan_costs.h"

namespace rtswap {

// What profiles say of a job of one network, from its grant on.
struct PredictedTimes {
  Nanos warm{0};   // median, everything is there
  Nanos cold{0};   // median, nothing streamed is
  Nanos bound{0};  // of the latter, with loads of others in the way
};

std::vector<PredictedTimes> predicted_times(const SwapPlan& plan, const PlanCosts& costs);

// What the tasks file allows to take.
struct PlanLimits {
  std::optional<dn::Bytes> device, host{};
};

// A plan for people: where the memory goes, a line for each network, with times where there are
// any, and a map.
std::string plan_table(const SwapPlan& plan, const MemoryNeeds& needs, const PlanLimits& limits,
                       const std::vector<PredictedTimes>& times);

// One line for each network, of at most `width` marks for the chunks in their order: '#' retained
// by it, '=' a place of its streamed groups, '.' not its own.
std::string memory_map(const SwapPlan& plan, const MemoryNeeds& needs, std::size_t width);

}  // namespace rtswap
