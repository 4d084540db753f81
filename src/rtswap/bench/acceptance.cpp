// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/acceptance.h"

#include <bitset>

#include "darknet/base/run_in_threads.h"
#include "rtswap/plan/plan_memo.h"

namespace rtswap {
namespace {

using Verdicts = std::bitset<kRuleCount>;  // of one set under one limit, by RuleId

Verdicts judge(const RuleContext& context, const DrawnSet& drawn, dn::Bytes limit) {
  Verdicts verdicts;
  for (std::size_t rule = 0; rule < kRuleCount; ++rule)
    verdicts[rule] = kRules[rule].accepts(context, drawn, limit);
  return verdicts;
}

void count(AcceptanceCell& cell, Verdicts verdicts) {
  ++cell.sets;
  const bool ours = verdicts[index_of(RuleId::kOursPreemptible)];
  for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
    if (!verdicts[rule]) continue;
    ++cell.accepted[rule];
    if (!ours) ++cell.ours_refuses[rule];
  }
}

}  // namespace

dn::Bytes limit_for(dn::Bytes footprint, int oversubscription) {
  const auto percent = 100U + static_cast<std::uint64_t>(oversubscription);
  return dn::Bytes((footprint.value * 100 + percent - 1) / percent);
}

Acceptance measure_acceptance(const NetworkPool& pool, const AcceptanceGrid& grid,
                              const AcceptanceOptions& options) {
  const std::size_t width = grid.oversubscriptions.size();
  const std::size_t cells = grid.utilizations.size() * width;
  std::vector<std::vector<Verdicts>> by_set(options.sets);
  PlanMemo memo;
  const RuleContext context{pool, memo};
  dn::run_in_threads(options.sets, options.threads, [&](std::size_t index) {
    for (const double utilization : grid.utilizations) {
      const DrawnSet drawn = draw_set(pool, options.range, options.seed, index, utilization);
      for (const int percent : grid.oversubscriptions)
        by_set[index].push_back(judge(context, drawn, limit_for(drawn.footprint, percent)));
    }
  });
  Acceptance acceptance(grid.utilizations.size(), std::vector<AcceptanceCell>(width));
  for (const std::vector<Verdicts>& verdicts : by_set) {
    for (std::size_t cell = 0; cell < cells; ++cell)
      count(acceptance[cell / width][cell % width], verdicts[cell]);
  }
  return acceptance;
}

}  // namespace rtswap
