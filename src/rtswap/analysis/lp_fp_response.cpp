// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/lp_fp_response.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/preemption_points.h"
#include "rtswap/analysis/request_bound.h"

namespace rtswap {
namespace {

// One task among those that are not lower; their wcets include reloads.
struct Level {
  DeviceTask task;                // its own wcet: without reload
  Nanos wcet_and_reload;          // of each job of its own before
  std::vector<DeviceTask> above;  // tasks that come first
  std::vector<DeviceTask> all;    // and the task itself
  Nanos blocking{0};
  std::optional<std::size_t> blocker{};
};

Level level_of(std::size_t i, std::span<const DeviceTask> tasks,
               std::span<const DeviceTask> charged) {
  Level level{.task = tasks[i], .wcet_and_reload = charged[i].wcet, .above = {}, .all = {}};
  for (std::size_t j = 0; j < tasks.size(); ++j) {
    if (j == i) continue;
    if (tasks[j].rank <= tasks[i].rank) {
      level.above.push_back(charged[j]);
    } else if (tasks[j].longest_group - Nanos(1) > level.blocking) {
      level.blocking = tasks[j].longest_group - Nanos(1);
      level.blocker = j;
    }
  }
  level.all = level.above;
  level.all.push_back(charged[i]);
  return level;
}

// w(q) from a value that is not above it.
std::optional<Nanos> last_group_start(const Level& level, std::int64_t q, Nanos from, int& steps) {
  const Nanos fixed =
      level.blocking + q * level.wcet_and_reload + level.task.wcet - level.task.last_group;
  Nanos start = std::max(from, fixed);
  while (--steps >= 0 && start <= kLongestWindow) {
    Nanos work = fixed;
    for (const DeviceTask& task : level.above) work += ready_until(task, start) * task.wcet;
    if (work == start) return start;
    start = work;
  }
  return {};
}

std::optional<Nanos> response_of(const Level& level) {
  const std::optional<Nanos> busy = busy_period(level.all, level.blocking);
  if (!busy) return {};
  const DeviceTask& task = level.task;
  const std::int64_t jobs = std::max<std::int64_t>(1, ready_before(task, *busy));
  Nanos response{0}, start{0};
  int steps = kMostSteps;
  for (std::int64_t q = 0; q < jobs; ++q) {
    const std::optional<Nanos> found = last_group_start(level, q, start, steps);
    if (!found) return {};
    start = *found;
    response = std::max(response, task.jitter + start - q * task.period + task.last_group);
  }
  return response;
}

}  // namespace

std::vector<ResponseBound> lp_fp_response(std::span<const DeviceTask> tasks) {
  std::vector<ResponseBound> bounds(tasks.size());
  if (!groups_are_valid(tasks)) return bounds;
  const std::vector<DeviceTask> charged = charge_reloads_fp(tasks);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const Level level = level_of(i, tasks, charged);
    const std::optional<Nanos> response = response_of(level);
    if (!response) continue;
    const DeviceTask& task = tasks[i];
    bounds[i] = {.response = response,
                 .jitter = task.jitter,
                 .wcet = task.wcet,
                 .blocking = level.blocking,
                 .interference = *response - task.jitter - task.wcet - level.blocking,
                 .blocker = level.blocker};
  }
  return bounds;
}

}  // namespace rtswap
