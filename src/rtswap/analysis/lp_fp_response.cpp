// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/lp_fp_response.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/preemption_points.h"
#include "rtswap/analysis/request_bound.h"

namespace rtswap {
namespace {

// A task that comes first. Its `reload` is 0 where nobody that matters can be preempted by its
// jobs.
struct Above {
  DeviceTask task;
  bool preempts_blocker = false;  // a job that began before 0, and goes on
};

// A task and those that come first.
struct Level {
  Above own;
  std::vector<Above> above;
  Nanos blocking{0};
  std::optional<std::size_t> blocker{};
};

class LevelMaker {
 public:
  LevelMaker(std::size_t i, std::span<const DeviceTask> tasks) : i_(i), tasks_(tasks) {
    for (const DeviceTask& task : tasks) {
      if (!is_lower(task)) lowest_ = std::min(lowest_, task.level);
    }
  }

  Level make(const Disturbance& disturbance) const {
    Level level{.own = above(tasks_[i_]),
                .above = {},
                .blocking = std::max(Nanos(0), disturbance.background - Nanos(1))};
    for (std::size_t j = 0; j < tasks_.size(); ++j) {
      if (j == i_) continue;
      const DeviceTask& task = tasks_[j];
      if (!is_lower(task)) {
        level.above.push_back(above(task));
        continue;
      }
      const Nanos left = (is_waited_for(task) ? task.wcet : task.longest_group) - Nanos(1);
      if (left <= level.blocking) continue;
      level.blocking = left;
      level.blocker = j;
    }
    level.blocking += disturbance.lost;
    return level;
  }

 private:
  bool is_lower(const DeviceTask& task) const { return task.rank > tasks_[i_].rank; }
  // To the end of its job: by the task, or by one above of the same level that it waits for.
  bool is_waited_for(const DeviceTask& lower) const { return lower.level >= lowest_; }

  Above above(const DeviceTask& task) const {
    Above above{.task = task};
    bool preempts_above = false;
    for (const DeviceTask& other : tasks_) {
      if (&other == &task || !can_preempt(task, other)) continue;
      if (is_lower(other))
        above.preempts_blocker = above.preempts_blocker || is_waited_for(other);
      else
        preempts_above = preempts_above || other.rank >= task.rank;
    }
    if (!preempts_above && !above.preempts_blocker) above.task.reload = Nanos(0);
    return above;
  }

  std::size_t i_;
  std::span<const DeviceTask> tasks_;
  std::uint32_t lowest_ = std::numeric_limits<std::uint32_t>::max();  // of the task and those above
};

std::vector<DeviceTask> with_reloads(const Level& level) {
  std::vector<DeviceTask> all = {level.own.task};
  for (const Above& above : level.above) all.push_back(above.task);
  for (DeviceTask& task : all) task.wcet += task.reload;
  return all;
}

// Until the last group starts. To preempt a job that began inside the busy period, one has to
// become ready at 1 or later.
Nanos interference(const Above& above, Nanos start) {
  const DeviceTask& task = above.task;
  const Nanos work = ready_until(task, start) * task.wcet;
  if (above.preempts_blocker) return work + ready_until(task, start) * task.reload;
  return start == Nanos(0) ? work : work + ready_until(task, start - Nanos(1)) * task.reload;
}

// w(q) from a value that is not above it.
std::optional<Nanos> last_group_start(const Level& level, std::int64_t q, Nanos from, int& steps) {
  const DeviceTask& task = level.own.task;
  const Nanos fixed = level.blocking + q * (task.wcet + task.reload) + task.wcet - task.last_group;
  Nanos start = std::max(from, fixed);
  while (--steps >= 0 && start <= kLongestWindow) {
    Nanos work = fixed;
    for (const Above& above : level.above) work += interference(above, start);
    if (work == start) return start;
    start = work;
  }
  return {};
}

std::optional<Nanos> response_of(const Level& level) {
  const std::optional<Nanos> busy = busy_period(with_reloads(level), level.blocking);
  if (!busy) return {};
  const DeviceTask& task = level.own.task;
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

std::vector<ResponseBound> lp_fp_response(std::span<const DeviceTask> tasks,
                                          const Disturbance& disturbance) {
  std::vector<ResponseBound> bounds(tasks.size());
  if (!groups_are_valid(tasks) || !levels_follow_ranks(tasks)) return bounds;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const Level level = LevelMaker(i, tasks).make(disturbance);
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
