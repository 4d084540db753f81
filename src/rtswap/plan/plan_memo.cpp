// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/plan_memo.h"

#include <algorithm>

#include "rtswap/plan/optimal_grouping.h"

namespace rtswap {

std::vector<int> optimal_first_steps(const GroupingProblem& problem) {
  const GroupingCosts costs{
      [&](int first, int last) { return problem.network.exec(first, last).median; }, problem.link};
  return optimal_grouping(problem.step_weights, costs, problem.largest, problem.chunk);
}

std::shared_ptr<const std::vector<Retention>> PlanMemo::choices(const RetentionProblem& problem) {
  {
    const dn::MutexLock lock(mutex_);
    if (const auto found = choices_.find(problem); found != choices_.end()) return found->second;
  }
  auto choices = std::make_shared<const std::vector<Retention>>(retention_choices(problem));
  const dn::MutexLock lock(mutex_);
  return choices_.try_emplace(problem, std::move(choices)).first->second;
}

std::vector<int> PlanMemo::first_steps(const GroupingProblem& problem) {
  {
    const dn::MutexLock lock(mutex_);
    const auto found = std::ranges::find(groupings_, problem, &KnownGrouping::problem);
    if (found != groupings_.end()) return found->first_steps;
  }
  std::vector<int> first_steps = optimal_first_steps(problem);
  const dn::MutexLock lock(mutex_);
  groupings_.push_back({problem, first_steps});
  return first_steps;
}

}  // namespace rtswap
