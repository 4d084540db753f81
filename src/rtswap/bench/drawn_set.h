// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rtswap/admit/admission.h"
#include "rtswap/bench/network_pool.h"
#include "rtswap/model/named.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"

namespace rtswap {

// Where periods come from. A network brings its wcet with it, so of a task's share of the
// utilization, its period and its network only two can be drawn; networks always are, all alike.
enum class PeriodDraw {
  // UUniFast (Bini, Buttazzo: Measuring the Performance of Schedulability Tests, Real-Time Systems
  // 30, 2005) divides the utilization; task i gets the period wcet_i / share_i. A set with a period
  // out of range is drawn again.
  kUUniFast,
  // Log-uniform in the range, as Emberson, Stafford, Davis advise (Techniques for the Synthesis of
  // Multiprocessor Tasksets, WATERS 2010); then the periods of a set are multiplied by what makes
  // the utilization right. So their ratios are those of the range, its place follows.
  kLogUniform,
};
inline constexpr std::array<Named<PeriodDraw>, 2> kPeriodDrawNames = {{
    {"uunifast", PeriodDraw::kUUniFast},
    {"log-uniform", PeriodDraw::kLogUniform},
}};

enum class DeadlineDraw {
  kImplicit,     // the period
  kConstrained,  // uniform between wcet and period
};
inline constexpr std::array<Named<DeadlineDraw>, 2> kDeadlineDrawNames = {{
    {"implicit", DeadlineDraw::kImplicit},
    {"constrained", DeadlineDraw::kConstrained},
}};

// What random task sets look like.
struct SetRange {
  int least_tasks = 4, most_tasks = 8;
  Nanos shortest_period = std::chrono::milliseconds(5), longest_period = std::chrono::seconds(1);
  PeriodDraw periods = PeriodDraw::kUUniFast;
  DeadlineDraw deadlines = DeadlineDraw::kImplicit;
};

// A random task set with all that the rules judge it by. The costs and needs are what `check` has.
struct DrawnSet {
  std::vector<std::size_t> networks;  // by TaskId, of the pool
  TaskSetSpec set;
  SetCosts costs;
  MemoryNeeds needs;
  dn::Bytes fixed;      // activations, workspace, inputs and outputs: the same for all rules
  dn::Bytes footprint;  // that, and the weights of every task, each in whole chunks
};

// Set number `index` of those with this seed: the same for every total utilization but for periods
// and deadlines, where no set had to be drawn again. Deadlines are drawn last, so what they are
// does not change the rest.
//
// As many tasks as the range allows, all numbers alike. `utilization`: of all tasks together, more
// than 0 and at most 1. Throws dn::Error when no set is found whose periods are in the range.
DrawnSet draw_set(const NetworkPool& pool, const SetRange& range, std::uint64_t seed,
                  std::uint64_t index, double utilization);

}  // namespace rtswap
