// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rtswap/admit/set_profiles.h"
#include "rtswap/analysis/schedulability.h"
#include "rtswap/analysis/set_timing.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"

namespace rtswap {

// What is promised to a task, and what it is made of. response = before + lost + blocking +
// interference + device + after, where it is known.
struct TaskPromise {
  std::optional<Nanos> response;  // from the release to the result; empty: no bound is known
  Nanos deadline{0};
  Nanos before{0}, after{0};  // the host's phases
  Nanos lost{0};              // to interruptions
  Nanos blocking{0}, interference{0};
  std::optional<TaskId> blocker;  // whose job the task may have to wait for although it is better
  DeviceBound device;
  bool best_effort = false;  // then nothing is promised

  bool is_kept() const { return best_effort || (response && *response <= deadline); }
  Nanos slack() const { return deadline - response.value_or(deadline); }
};

// The answer to "will every deadline be met?", before the start.
struct Admission {
  SetTiming timing;
  std::vector<DeviceTask> device_tasks;
  std::vector<TaskPromise> tasks;  // by TaskId
  double utilization = 0;          // of device and link as one
  bool overloaded = false;
  // Loads have so much on top instead of the margin: the link is late too often beyond less.
  std::optional<int> raised_percent{};

  bool is_schedulable() const;
};

// Throws dn::Error for a set that nothing can be promised to.
void require_analysable(const TaskSetSpec& set);

// What the profiles say of the set, with the margin on all bounds.
SetCosts set_costs(const TaskSetSpec& set, const SetProfiles& profiles, Margin margin);

// Throws dn::Error for a plan with networks on the file tier where the profiles do not say what
// that takes.
void require_file_costs(const TaskSetSpec& set, const SwapPlan& plan, const SetCosts& costs);

// Judges the plan. Sound under the assumptions of docs/analysis.md: the times of the profile with
// their margin are bounds, and the executor does what exec/README.md says.
Admission admit(const TaskSetSpec& set, const SwapPlan& plan, const SetCosts& costs);

}  // namespace rtswap
