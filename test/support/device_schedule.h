// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include "rtswap/analysis/device_task.h"
#include "rtswap/model/policy_kind.h"

// A device on which jobs run in integer time, decided as the executor decides: jobs that have begun
// are a stack, of which the top one runs; when it is done, or at a group boundary, the best ready
// job by policy gets the device if it is better than the top one and of a higher level. Made to
// judge the tests of schedulability, and shares no code with them.
namespace rtswap {

struct SimulatedJob {
  std::size_t task = 0;
  std::int64_t release = 0;
  std::int64_t ready = 0;
};

struct SimulatedTask {
  DeviceTask task;
  std::vector<std::int64_t> groups;  // add up to task.wcet
};

struct ScheduleOptions {
  PolicyKind policy = PolicyKind::kEdf;
  std::optional<std::size_t> loses_ties{};  // this task's jobs run after all that are as urgent
  bool shorter_runs = false;  // jobs take any time up to their wcet, reloads any up to theirs
};

// The longest response time of each task's jobs, -1 without a job. Preempted jobs load again
// before they go on: what a job costs them when it is first granted lands on any of them, but never
// leaves one of them with more than a whole job to do.
std::vector<std::int64_t> longest_responses(std::span<const SimulatedTask> tasks,
                                            std::vector<SimulatedJob> jobs,
                                            const ScheduleOptions& options, std::mt19937& random);

}  // namespace rtswap
