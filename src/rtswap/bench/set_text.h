// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "darknet/base/bytes.h"
#include "rtswap/bench/drawn_set.h"
#include "rtswap/bench/network_pool.h"

// A drawn set as a tasks file (docs/tasks_yaml.md), to be run. It does not say for how long.
namespace rtswap {

// What a tasks file makes of the set.
enum class SetPlan {
  kOurs,       // preempted between groups, all else chosen by the planner
  kOnDemand,   // nothing retained, each network one group
  kStreaming,  // nothing retained, each network in groups of one piece
};

// Weights are generated, no two tasks' alike. Boxes are not looked for, of which noise has
// thousands.
std::string set_text(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit, SetPlan plan);

// Whether kOnDemand's groups have room.
bool largest_network_fits(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit);

}  // namespace rtswap
