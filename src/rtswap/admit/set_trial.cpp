// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/set_trial.h"

#include <utility>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/admit/set_plan.h"
#include "rtswap/exec/prepared_set.h"

namespace rtswap {

SetTrial::SetTrial(MemoryNeeds needs, SetCosts costs, dn::Bytes granularity, PlanMemo& memo)
    : needs_(std::move(needs)), costs_(std::move(costs)), granularity_(granularity), memo_(memo) {}

bool SetTrial::is_schedulable(const TaskSetSpec& changed, std::size_t choice) const {
  const std::vector<PreemptionLevels> choices = level_choices(changed);
  if (choice >= choices.size()) return false;
  try {
    const SwapPlan plan = plan_with_levels(changed, changed_needs(changed), granularity_, &costs_,
                                           choices[choice], &memo_);
    require_file_costs(changed, plan, costs_);
    return admit(changed, plan, costs_).is_schedulable();
  } catch (const dn::Error&) {
    return false;  // a limit is too small, or tasks contradict each other
  }
}

MemoryNeeds SetTrial::changed_needs(const TaskSetSpec& changed) const {
  MemoryNeeds needs = needs_;
  for (NetworkNeeds& network : needs.networks) {
    network.jobs_per_second = 0;
    network.retain.reset();
    network.most_retained.reset();
  }
  for (std::size_t i = 0; i < changed.tasks.size(); ++i) {
    NetworkNeeds& network = needs.networks[costs_.task_networks[i]];
    network.jobs_per_second += 1e9 / static_cast<double>(changed.tasks[i].period.count());
    add_retain_rules(changed.tasks[i], network);
  }
  return needs;
}

}  // namespace rtswap
