// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rtswap/analysis/device_task.h"
#include "rtswap/analysis/network_costs.h"
#include "rtswap/analysis/schedulability.h"
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
  std::vector<dn::Bytes> pictures;           // by TaskId: sent before the first group; 0 = none
  std::vector<dn::Bytes> inputs;             // by TaskId: all that crosses the link besides weights
  LinkCosts link;
  BoundedTime dispatch, wake, handover;
  BoundedTime host_stops;  // as SetTiming::interruptions, of the threads that drive the device
  bool host_shares_device = false;
  // Of every group, where the host looks between groups: whether the job is to be given up, or, in
  // tasks below the highest level, whether it is preempted.
  Nanos look{0};
  bool looks_always = false;
};

// The groups of a network's plan, timed; how the places of streamed groups make them wait.
std::vector<GroupTiming> time_groups(const NetworkPlan& plan, const NetworkCosts& costs,
                                     const LinkCosts& link);

// Puts what groups and loads take beyond their bounds into `timing`: whose groups run in a stretch
// of time is not known, so it is the interruptions of the worst network, or of the host's threads
// where those are worse; what is of loads only where some are streamed, from this tier.
void set_losses(SetTiming& timing, const SetCosts& costs, std::optional<Tier> streamed_from);

SetTiming time_set(const SwapPlan& plan, const SetCosts& costs);

// How long a job of the task holds link and device at most, from its grant on: C' of
// docs/analysis.md.
struct DeviceBound {
  Nanos dispatch{0};   // until the first group is launched, loads of others in the way included
  Nanos computing{0};  // the groups alone
  Nanos loading{0};    // what waiting for loads adds
  Nanos host{0};       // what the host's phases of all tasks take of the processors meanwhile

  Nanos total() const { return dispatch + computing + loading + host; }
  bool operator==(const DeviceBound&) const = default;
};
std::vector<DeviceBound> device_bounds(const TaskSetSpec& set, const SetTiming& timing);

// So long, and what the host's phases take of the processors meanwhile, where they are the
// device's.
Nanos with_host_phases(const TaskSetSpec& set, const SetTiming& timing, Nanos alone);

// What the host's phases take of a job's deadline. The same for all tasks, so it changes no order
// by deadlines.
struct HostBudget {
  Nanos before{0};  // from the release until the job is ready
  Nanos after{0};   // from the device's end to the result
};
// Empty: these phases alone keep a processor busy for ever.
std::optional<HostBudget> host_budget(const TaskSetSpec& set, const SetTiming& timing);

// What groups and loads take beyond their bounds, and the host's phases take of the processors
// meanwhile, as the tests count it.
Interrupted interrupted_by(const TaskSetSpec& set, const SetTiming& timing);

// The set as the schedulability tests see it, without preemption: ranks by its policy, the host's
// time taken off the deadlines (which may make them negative).
std::vector<DeviceTask> device_tasks(const TaskSetSpec& set, std::span<const DeviceBound> bounds,
                                     const HostBudget& host);

}  // namespace rtswap
