// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/planned_set.h"

#include "darknet/base/error.h"
#include "rtswap/admit/set_plan.h"
#include "rtswap/cli/profile_progress.h"
#include "rtswap/config/plan_file.h"
#include "rtswap/plan/stored_plan_fit.h"

namespace rtswap {

SwapPlan plan_for(const TaskSetSpec& set, const MemoryNeeds& needs, dn::Bytes granularity,
                  const SetCosts* costs, const AdmissionOptions& options) {
  if (options.plan.empty()) return plan_set(set, needs, granularity, costs);
  try {
    return fit_plan(read_plan_file(options.plan), needs, planner_options(set, granularity),
                    level_choices(set));
  } catch (const dn::Error& e) {
    const std::string what = e.what();
    if (what.find(options.plan) != std::string::npos) throw;
    throw dn::Error(e.code(), options.plan + ": " + what);
  }
}

PlannedSet plan_by_profiles(const TaskSetSpec& set, const AdmissionOptions& options) {
  require_analysable(set);
  return plan_by_profiles(set, read_set_profiles(set, options.profiles), options);
}

PlannedSet plan_by_profiles(const TaskSetSpec& set, const SetProfiles& profiles,
                            const AdmissionOptions& options) {
  const dn::Bytes granularity = granularity_of(profiles);
  SetCosts costs = set_costs(set, profiles, options.margin());
  MemoryNeeds needs = memory_needs(set, profiles);
  SwapPlan plan = plan_for(set, needs, granularity, &costs, options);
  settle_arena(plan, needs);
  require_file_costs(set, plan, costs);
  Admission admission = admit(set, plan, costs);
  return {std::move(needs), granularity, std::move(costs), std::move(plan), std::move(admission),
          profiles.source,  true};
}

PlannedSet plan_by_measuring(const TaskSetSpec& set, const PreparedSet& prepared,
                             const AdmissionOptions& options, const StopSignals& signals) {
  require_analysable(set);
  const dn::Bytes granularity = prepared.device->vmm().granularity();
  MemoryNeeds needs = memory_needs(set, prepared);
  SwapPlan plan = plan_for(set, needs, granularity, nullptr, options);
  settle_arena(plan, needs);
  ProgressLine progress(set.file, signals);
  const SetProfiles profiles = measure_set(set, prepared, plan, options.runs, progress);
  progress.clear();
  SetCosts costs = set_costs(set, profiles, options.margin());
  require_file_costs(set, plan, costs);
  Admission admission = admit(set, plan, costs);
  return {std::move(needs), granularity, std::move(costs), std::move(plan), std::move(admission),
          profiles.source,  false};
}

}  // namespace rtswap
