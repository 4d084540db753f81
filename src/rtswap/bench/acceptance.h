// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rtswap/bench/drawn_set.h"
#include "rtswap/bench/network_pool.h"
#include "rtswap/bench/rules.h"

namespace rtswap {

// How many random task sets each rule accepts, for every pair of a total utilization and an
// oversubscription.
struct AcceptanceGrid {
  std::vector<double> utilizations;    // of wcet, everything resident: more than 0
  std::vector<int> oversubscriptions;  // percent: footprint / limit - 1
};

struct AcceptanceOptions {
  SetRange range;
  std::uint64_t sets = 1000;
  std::uint64_t seed = 1;
  int threads = 1;
};

struct AcceptanceCell {
  std::uint64_t sets = 0;
  std::array<std::uint64_t, kRuleCount> accepted{};
  // Sets that the rule accepts and ours refuses.
  std::array<std::uint64_t, kRuleCount> ours_refuses{};

  double ratio(RuleId rule) const {
    return static_cast<double>(accepted[index_of(rule)]) / static_cast<double>(sets);
  }
};

// [utilization][oversubscription]
using Acceptance = std::vector<std::vector<AcceptanceCell>>;

// footprint / (1 + percent / 100), rounded up: with 0 everything just fits.
dn::Bytes limit_for(dn::Bytes footprint, int oversubscription);

// Every set is drawn from a seed of its own, so the result does not depend on the threads.
Acceptance measure_acceptance(const NetworkPool& pool, const AcceptanceGrid& grid,
                              const AcceptanceOptions& options);

}  // namespace rtswap
