// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <random>
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
};

// One or more tasks with a utilization of at most 1; deadlines are at most periods
// (all of them equal to the period in every third set), groups and reloads are any.
std::vector<SimulatedTask> random_device_tasks(const DeviceTasksShape& shape, std::mt19937& random);

// The jobs of sporadic tasks released before `end`: random phases, gaps and jitter.
std::vector<SimulatedJob> random_jobs(std::span<const SimulatedTask> tasks, std::int64_t end,
                                      std::mt19937& random);

// Task `blocker` is ready at 0, all others at 1, released as much earlier as their jitter allows;
// then all again as early as possible.
std::vector<SimulatedJob> critical_jobs(std::span<const SimulatedTask> tasks, std::size_t blocker,
                                        std::int64_t end);

// Periodic tasks of these phases.
std::vector<SimulatedJob> periodic_jobs(std::span<const SimulatedTask> tasks,
                                        std::span<const std::int64_t> phases, std::int64_t end);

}  // namespace rtswap
