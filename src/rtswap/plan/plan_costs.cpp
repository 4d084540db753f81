// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/plan_costs.h"

#include <algorithm>

#include "rtswap/analysis/pipeline.h"
#include "rtswap/analysis/set_timing.h"

namespace rtswap {

std::vector<Nanos> device_times(const SwapPlan& plan, const PlanCosts& costs) {
  std::vector<Nanos> times, scratch;
  std::vector<std::size_t> streaming;  // networks
  dn::Bytes largest;
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    std::vector<GroupTiming> groups = time_groups(plan.networks[n], costs.networks[n], *costs.link);
    bool streams = false;
    for (GroupTiming& group : groups) {
      if (group.retained) continue;
      streams = true;
      group.exec.bound += costs.streaming;
      largest = std::max(largest, group.bytes);
    }
    times.push_back(cold_makespan(groups, Times::kBound, Nanos(0), scratch));
    if (streams) streaming.push_back(n);
  }
  const Tier tier = plan.uses_files() ? Tier::kFile : Tier::kHostMemory;
  for (const std::size_t n : streaming) times[n] += costs.link->window(largest, tier).bound;
  return times;
}

PlanScore score_of(const SwapPlan& plan, const PlanCosts& costs) {
  return costs.judge(device_times(plan, costs), plan.streams());
}

Judge utilization_judge(const MemoryNeeds& needs) {
  std::vector<double> rates;
  for (const NetworkNeeds& network : needs.networks) rates.push_back(network.jobs_per_second);
  return [rates](std::span<const Nanos> times, bool /*streams*/) {
    PlanScore score;
    for (std::size_t n = 0; n < times.size(); ++n)
      score.utilization += rates[n] * static_cast<double>(times[n].count()) / 1e9;
    return score;
  };
}

}  // namespace rtswap
