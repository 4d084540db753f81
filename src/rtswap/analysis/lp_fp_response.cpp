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

// A task and those that come first. A `reload` is 0 where nobody of the level can be preempted by
// the task's jobs.
struct Level {
  DeviceTask task;
  std::vector<DeviceTask> above;
  Nanos blocking{0};
  std::optional<std::size_t> blocker{};
};

// Can a job of `task`, one of the level, preempt one of another task of it?
bool preempts_any(const Level& level, const DeviceTask& task) {
  const auto is_preempted = [&](const DeviceTask& k) {
    return &k != &task && k.rank >= task.rank && can_preempt(task, k);
  };
  return is_preempted(level.task) || std::ranges::any_of(level.above, is_preempted);
}

Level level_of(std::size_t i, std::span<const DeviceTask> tasks, const Disturbance& disturbance) {
  Level level{.task = tasks[i],
              .above = {},
              .blocking = std::max(Nanos(0), disturbance.background - Nanos(1))};
  for (std::size_t j = 0; j < tasks.size(); ++j) {
    if (j == i) continue;
    if (tasks[j].rank <= tasks[i].rank) {
      level.above.push_back(tasks[j]);
      continue;
    }
    const bool is_waited_for = tasks[j].level == tasks[i].level;
    const Nanos held = (is_waited_for ? tasks[j].wcet : tasks[j].longest_group) - Nanos(1);
    if (held <= level.blocking) continue;
    level.blocking = held;
    level.blocker = j;
  }
  level.blocking += disturbance.lost;
  for (DeviceTask& task : level.above) {
    if (!preempts_any(level, task)) task.reload = Nanos(0);
  }
  if (!preempts_any(level, level.task)) level.task.reload = Nanos(0);
  return level;
}

std::vector<DeviceTask> with_reloads(const Level& level) {
  std::vector<DeviceTask> all = level.above;
  all.push_back(level.task);
  for (DeviceTask& task : all) task.wcet += task.reload;
  return all;
}

// Of a task above, until the last group starts: with reloads for jobs that became ready at 1 or
// later.
Nanos interference(const DeviceTask& task, Nanos start) {
  Nanos work = ready_until(task, start) * task.wcet;
  if (start > Nanos(0)) work += ready_until(task, start - Nanos(1)) * task.reload;
  return work;
}

// w(q) from a value that is not above it.
std::optional<Nanos> last_group_start(const Level& level, std::int64_t q, Nanos from, int& steps) {
  const DeviceTask& task = level.task;
  const Nanos fixed = level.blocking + q * (task.wcet + task.reload) + task.wcet - task.last_group;
  Nanos start = std::max(from, fixed);
  while (--steps >= 0 && start <= kLongestWindow) {
    Nanos work = fixed;
    for (const DeviceTask& above : level.above) work += interference(above, start);
    if (work == start) return start;
    start = work;
  }
  return {};
}

std::optional<Nanos> response_of(const Level& level) {
  const std::optional<Nanos> busy = busy_period(with_reloads(level), level.blocking);
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

std::vector<ResponseBound> lp_fp_response(std::span<const DeviceTask> tasks, const Disturbance& disturbance) {
  std::vector<ResponseBound> bounds(tasks.size());
  if (!groups_are_valid(tasks) || !levels_follow_ranks(tasks)) return bounds;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const Level level = level_of(i, tasks, disturbance);
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
