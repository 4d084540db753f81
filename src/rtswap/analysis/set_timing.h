// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rtswap/analysis/device_task.h"
#include "rtswap/analysis/network_costs.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"
#include "rtswap/model/timing.h"

namespace rtswap {

// What is known of a task set's parts before they are put together: all of it measured, with the
// margin on the bounds.
struct SetCosts {
  std::vector<NetworkCosts> networks;        // by the plan's network
  std::vector<std::uint32_t> task_networks;  // by TaskId
  std::vector<BoundedTime> prepare, finish;  // by TaskId, on the host
  std::vector<dn::Bytes>
      pictures;  // by TaskId: sent to the device before the first group; 0 = none
  LinkCosts link;
  BoundedTime dispatch, wake;
  bool host_shares_device = false;
};

// The groups of a network's plan, timed. `link` is not asked for retained ones.
std::vector<GroupTiming> time_groups(const NetworkPlan& plan, const NetworkCosts& costs,
                                     const LinkCosts& link);

SetTiming time_set(const SwapPlan& plan, const SetCosts& costs);

// How long a job of the task holds link and device at most, once granted: C' of docs/analysis.md.
Nanos device_bound(const SetTiming& timing, TaskId task);

// The set as the schedulability tests see it, with ranks by its policy. `TaskBudget` says what of
// the deadline is left for the device.
std::vector<DeviceTask> device_tasks(const TaskSetSpec& set, const SetTiming& timing);

// What the host's phases take of a job's deadline, before and after the device's: the same for all
// tasks, so that it changes no order by deadlines.
struct HostBudget {
  Nanos before{0};  // from the release until the job is ready: the tests' jitter
  Nanos after{0};   // from the device's end to the result
};
HostBudget host_budget(const TaskSetSpec& set, const SetTiming& timing);

}  // namespace rtswap
