// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <random>
#include <span>
#include <vector>

#include "test/support/device_schedule.h"

namespace rtswap {

// What a random set may look like. Times are small integers, so that much is equal and much is
// tried.
struct DeviceTasksShape {
  std::vector<int> periods;  // to choose from
  int most_tasks = 3;
  bool with_jitter = false;
  // In every fourth set some ranks are equal, in every fourth the order of EDF is by periods.
  bool with_other_orders = false;
  // In every fourth set, any tasks are best-effort.
  bool with_best_effort = false;
};

// One or more tasks with a utilization of at most 1; deadlines are at most periods
// (all of them equal to the period in every third set), groups and reloads are any.
std::vector<SimulatedTask> random_device_tasks(const DeviceTasksShape& shape, std::mt19937& random);

// Nobody preempts anybody, but best-effort tasks may be preempted.
void give_one_level(std::span<SimulatedTask> tasks, std::mt19937& random);

// Any levels that the tests for the policy allow; in every third set as many as tasks. Best-effort
// tasks are below all others.
void give_random_levels(PolicyKind policy, std::span<SimulatedTask> tasks, std::mt19937& random);

// The jobs of sporadic tasks released before `end`: random phases, gaps and jitter.
std::vector<SimulatedJob> random_jobs(std::span<const SimulatedTask> tasks, std::int64_t end,
                                      std::mt19937& random);

// Task `blocker` is ready at 0, all others at `instant`, released as much earlier as their jitter
// allows; then all again as early as possible. The `disturber` comes at 1 already: by then the
// blocker may have begun.
struct CriticalInstant {
  std::size_t blocker = 0;
  std::int64_t instant = 1;
  std::optional<std::size_t> disturber{};
};
std::vector<SimulatedJob> critical_jobs(std::span<const SimulatedTask> tasks,
                                        const CriticalInstant& critical, std::int64_t end);

// Periodic tasks of these phases.
std::vector<SimulatedJob> periodic_jobs(std::span<const SimulatedTask> tasks,
                                        std::span<const std::int64_t> phases, std::int64_t end);

}  // namespace rtswap
