// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/set_timing.h"

namespace rtswap {

// What preemption at group boundaries costs others and the task itself; docs/analysis.md proves
// that these are bounds.
struct PreemptionCosts {
  // From an instant at which a job was let go on, until the device is free of it at the next one.
  Nanos longest_group{0};
  // The job's last group, once it begins; all of a job that is never preempted.
  Nanos last_group{0};
  // By preempting a job of a lower level, for what that one has to load and wait for again.
  Nanos reload{0};
};

// By TaskId, for a plan with more than one preemption level. `bounds` are device_bounds(). A job
// of the highest level is never preempted, nor is one of a single group.
std::vector<PreemptionCosts> preemption_costs(const TaskSetSpec& set, const SetTiming& timing,
                                              std::span<const std::uint32_t> levels,
                                              std::span<const DeviceBound> bounds);

// Makes them part of the set.
void add_levels(std::span<const std::uint32_t> levels, std::span<const PreemptionCosts> costs,
                std::span<DeviceTask> tasks);

// What a job of these groups may lose each time it is preempted, however often that is and whatever
// of its content is still there: the most, over all boundaries, by which the groups in front of it
// in a cold run and those behind it in another one take longer than one cold run.
Nanos lost_by_preemption(std::span<const GroupTiming> groups);

}  // namespace rtswap
