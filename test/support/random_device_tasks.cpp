// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/random_device_tasks.h"

#include <algorithm>

namespace rtswap {
namespace {

std::int64_t between(std::int64_t least, std::int64_t most, std::mt19937& random) {
  return std::uniform_int_distribution<std::int64_t>(least, most)(random);
}

void cut_into_groups(SimulatedTask& task, std::mt19937& random) {
  for (std::int64_t left = task.task.wcet.count(); left > 0; left -= task.groups.back())
    task.groups.push_back(between(1, left, random));
  task.task.longest_group = Nanos(*std::ranges::max_element(task.groups));
  task.task.last_group = Nanos(task.groups.back());
  task.task.reload = Nanos(std::max<std::int64_t>(0, between(-2, 2, random)));
}

// What levels have to follow: the larger, the lower.
std::int64_t level_key(PolicyKind policy, const DeviceTask& task) {
  if (policy == PolicyKind::kEdf)
    return (task.edf_deadline.value_or(task.deadline) - task.jitter).count();
  if (policy == PolicyKind::kFifo) return -task.jitter.count();
  return task.rank;
}

}  // namespace

std::vector<SimulatedTask> random_device_tasks(const DeviceTasksShape& shape,
                                               std::mt19937& random) {
  const std::int64_t count = between(2, shape.most_tasks, random);
  const bool is_implicit = between(0, 2, random) == 0;
  double left = static_cast<double>(between(50, 100, random)) / 100;
  std::vector<SimulatedTask> tasks;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t period = shape.periods[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(shape.periods.size()) - 1, random))];
    const auto most = static_cast<std::int64_t>(left * static_cast<double>(period));
    if (most < 1) continue;
    const std::int64_t wcet = between(1, i + 1 == count ? most : (most + 1) / 2, random);
    const std::int64_t deadline = is_implicit ? period : between(wcet, period, random);
    const std::int64_t jitter =
        shape.with_jitter ? std::max<std::int64_t>(0, between(-2, deadline - wcet, random)) : 0;
    tasks.push_back({.task = {.period = Nanos(period),
                              .deadline = Nanos(deadline),
                              .jitter = Nanos(jitter),
                              .wcet = Nanos(wcet),
                              .edf_deadline = {}},
                     .groups = {}});
    left -= static_cast<double>(wcet) / static_cast<double>(period) + 1e-9;
    cut_into_groups(tasks.back(), random);
  }
  std::vector<std::int64_t> ranks(tasks.size());
  for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i] = static_cast<std::int64_t>(i);
  std::ranges::shuffle(ranks, random);
  const std::int64_t order = shape.with_other_orders ? between(0, 3, random) : 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    tasks[i].task.rank = order == 1 ? ranks[i] / 2 : ranks[i];
    if (order == 2) tasks[i].task.edf_deadline = tasks[i].task.period;
  }
  if (shape.with_best_effort && between(0, 3, random) == 0) {
    for (SimulatedTask& task : tasks) task.task.best_effort = between(0, 2, random) == 0;
  }
  return tasks;
}

void give_one_level(std::span<SimulatedTask> tasks, std::mt19937& random) {
  const bool best_effort_below = random() % 2 == 0;
  for (SimulatedTask& task : tasks)
    task.task.level = best_effort_below && !task.task.best_effort ? 1 : 0;
}

void give_random_levels(PolicyKind policy, std::span<SimulatedTask> tasks, std::mt19937& random) {
  std::vector<DeviceTask*> order;
  for (SimulatedTask& task : tasks) {
    task.task.level = 0;
    if (!task.task.best_effort) order.push_back(&task.task);
  }
  std::ranges::shuffle(order, random);
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](const DeviceTask* task) { return level_key(policy, *task); });
  const bool all_differ = random() % 3 == 0;
  std::uint32_t level = order.size() < tasks.size() ? 1 : 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (k > 0 && (all_differ || random() % 2 == 0)) ++level;
    order[k]->level = level;
  }
}

std::vector<SimulatedJob> random_jobs(std::span<const SimulatedTask> tasks, std::int64_t end,
                                      std::mt19937& random) {
  std::vector<SimulatedJob> jobs;
  const bool is_sporadic = random() % 4 == 0;
  const auto jitter_mode = random() % 3;  // any; the longest first, then none; the longest
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::int64_t period = tasks[i].task.period.count();
    const std::int64_t most = tasks[i].task.jitter.count();
    std::int64_t ready = 0;
    std::int64_t release = between(0, period - 1, random);
    for (int k = 0; release < end; ++k) {
      std::int64_t jitter = k == 0 || jitter_mode == 2 ? most : 0;
      if (jitter_mode == 0) jitter = between(0, most, random);
      // A task's thread prepares one job after the other.
      ready = std::max(ready, release + jitter);
      jobs.push_back({i, release, std::min(ready, release + most)});
      release += period + (is_sporadic ? between(0, 2, random) : 0);
    }
  }
  return jobs;
}

std::vector<SimulatedJob> critical_jobs(std::span<const SimulatedTask> tasks,
                                        const CriticalInstant& critical, std::int64_t end) {
  std::vector<SimulatedJob> jobs;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const DeviceTask& task = tasks[i].task;
    const bool is_early = i == critical.blocker || i == critical.disturber;
    std::int64_t earliest = is_early ? 0 : critical.instant;
    if (i == critical.disturber && i != critical.blocker) earliest = 1;
    const std::int64_t first = i == critical.blocker ? 0 : earliest - task.jitter.count();
    for (std::int64_t release = first; release < end; release += task.period.count())
      jobs.push_back({i, release, std::max(release, earliest)});
  }
  return jobs;
}

std::vector<SimulatedJob> periodic_jobs(std::span<const SimulatedTask> tasks,
                                        std::span<const std::int64_t> phases, std::int64_t end) {
  std::vector<SimulatedJob> jobs;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::int64_t period = tasks[i].task.period.count();
    for (std::int64_t release = phases[i]; release < end; release += period)
      jobs.push_back({i, release, release});
  }
  return jobs;
}

}  // namespace rtswap
