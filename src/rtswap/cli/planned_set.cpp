// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/planned_set.h"

#include "darknet/base/error.h"
#include "rtswap/admit/set_plan.h"
#include "rtswap/cli/profile_progress.h"

namespace rtswap {

PlannedSet plan_by_profiles(const TaskSetSpec& set, const AdmissionOptions& options) {
  const SetProfiles profiles = read_set_profiles(set, options.profiles);
  const std::vector<MappingProfile>& mapping = profiles.networks.front().mapping;
  const dn::Bytes granularity = mapping.empty() ? dn::Bytes(0) : mapping.front().chunk;
  SetCosts costs = set_costs(set, profiles, options.margin());
  MemoryNeeds needs = memory_needs(set, profiles);
  SwapPlan plan = plan_set(set, needs, granularity, &costs);
  Admission admission = admit(set, plan, costs);
  return {std::move(needs), granularity, std::move(costs), std::move(plan), std::move(admission),
          profiles.source,  true};
}

PlannedSet plan_by_measuring(const TaskSetSpec& set, const PreparedSet& prepared,
                             const AdmissionOptions& options, const StopSignals& signals) {
  const dn::Bytes granularity = prepared.device->vmm().granularity();
  MemoryNeeds needs = memory_needs(set, prepared);
  SwapPlan plan = plan_set(set, needs, granularity, nullptr);
  ProgressLine progress(set.file, signals);
  const SetProfiles profiles = measure_set(set, prepared, plan, options.runs, progress);
  progress.clear();
  SetCosts costs = set_costs(set, profiles, options.margin());
  Admission admission = admit(set, plan, costs);
  return {std::move(needs), granularity, std::move(costs), std::move(plan), std::move(admission),
          profiles.source,  false};
}

std::optional<PlannedSet> plan_again(const TaskSetSpec& changed, const PlannedSet& before) {
  try {
    PlannedSet after{before.needs, before.granularity, before.costs,     {},
                     {},           before.source,      before.from_files};
    after.plan = plan_set(changed, after.needs, after.granularity, &after.costs);
    after.admission = admit(changed, after.plan, after.costs);
    return after;
  } catch (const dn::Error&) {
    return std::nullopt;
  }
}

}  // namespace rtswap
