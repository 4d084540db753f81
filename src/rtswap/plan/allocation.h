// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rtswap/plan/plan_score.h"

namespace rtswap {

// What a network's jobs take when it retains so much, and whether the rest is streamed.
struct Choice {
  std::uint64_t chunks = 0;
  Nanos makespan{0};
  bool streams = true;
};

// The memory for retained groups, to be divided among networks.
struct AllocationProblem {
  // By network: its choices, by rising chunks and falling makespan; at least one.
  std::vector<std::vector<Choice>> curves;
  std::vector<double> rates;  // by network: jobs per second
  std::uint64_t budget = 0;   // chunks
};

// One choice for each network, together within the budget, such that the judge finds nothing much
// better. Empty when the first choices alone exceed the budget.
//
// The least utilization is a knapsack with one choice from each network; dynamic programme over the
// budget, exact up to kExactBudget chunks and with chunks counted in larger units beyond. But a
// short deadline suffers from the longest job of the others more than from utilization: so that is
// repeated with limits on the longest job, and the judge picks. Then single networks go up and down
// by one choice as long as that is better. Asks the judge about 100 times, or once for each limit
// and once for each pair of networks when those are more.
std::optional<std::vector<std::size_t>> allocate(const AllocationProblem& problem,
                                                 const Judge& judge);
inline constexpr std::uint64_t kExactBudget = 1024;

}  // namespace rtswap
