// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "rtswap/admit/admission.h"
#include "rtswap/bench/network_pool.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"

namespace rtswap {

// What random task sets look like.
struct SetRange {
  int least_tasks = 4, most_tasks = 8;
  // A set with a period outside is drawn again.
  Nanos shortest_period = std::chrono::milliseconds(5), longest_period = std::chrono::seconds(1);
};

// A random task set with all that the rules judge it by. The costs and needs are what `check` has.
struct DrawnSet {
  std::vector<std::size_t> networks;  // by TaskId, of the pool
  TaskSetSpec set;                    // deadline = period
  SetCosts costs;
  MemoryNeeds needs;
  dn::Bytes fixed;      // activations, workspace, inputs and outputs: the same for all rules
  dn::Bytes footprint;  // that, and the weights of every task, each in whole chunks
};

// Set number `index` of those with this seed: the same for every total utilization but for the
// periods, where no set had to be drawn again.
//
// As many tasks as the range allows, all numbers alike; a network of the pool for each, all alike.
// `utilization` is divided by UUniFast (Bini, Buttazzo: Measuring the Performance of Schedulability
// Tests, Real-Time Systems 30, 2005); task i gets the period wcet_i / u_i. Throws dn::Error when no
// set is found whose periods are in the range.
DrawnSet draw_set(const NetworkPool& pool, const SetRange& range, std::uint64_t seed,
                  std::uint64_t index, double utilization);

}  // namespace rtswap
