// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/schedulability.h"

#include <algorithm>
#include <cstddef>

#include "rtswap/analysis/fifo_response.h"
#include "rtswap/analysis/lp_edf_demand.h"
#include "rtswap/analysis/lp_fp_response.h"
#include "rtswap/analysis/np_edf_jeffay.h"
#include "rtswap/analysis/np_edf_response.h"
#include "rtswap/analysis/np_fp_response.h"
#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/request_bound.h"
#include "rtswap/analysis/utilization.h"

namespace rtswap {
namespace {

bool are_of_one_level(std::span<const DeviceTask> tasks) {
  return std::ranges::all_of(
      tasks, [&](const DeviceTask& task) { return task.level == tasks.front().level; });
}

std::vector<DeviceTask> with_edf_deadlines(std::span<const DeviceTask> tasks) {
  std::vector<DeviceTask> ordered(tasks.begin(), tasks.end());
  for (DeviceTask& task : ordered) task.deadline = task.edf_deadline.value_or(task.deadline);
  return ordered;
}

// The busy period of a set with utilization 1 may be too long to follow; Jeffay's test needs none.
void fill_with_deadlines(std::span<const DeviceTask> tasks, std::vector<ResponseBound>& bounds) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (bounds[i].response) continue;
    bounds[i] = {.response = tasks[i].deadline,
                 .wcet = tasks[i].wcet,
                 .interference = tasks[i].deadline - tasks[i].wcet};
  }
}

std::vector<ResponseBound> edf_bounds(std::span<const DeviceTask> tasks,
                                      const Disturbance& disturbance) {
  std::vector<ResponseBound> bounds = np_edf_response(tasks, disturbance);
  const bool is_complete =
      std::ranges::all_of(bounds, [](const ResponseBound& b) { return b.response.has_value(); });
  const bool is_disturbed = disturbance.background + disturbance.lost > Nanos(0);
  if (!is_complete && !is_disturbed && np_edf_jeffay(tasks)) fill_with_deadlines(tasks, bounds);
  return bounds;
}

std::vector<ResponseBound> bounds_for(PolicyKind policy, std::span<const DeviceTask> tasks,
                                      const Disturbance& disturbance) {
  const bool preemptive = !are_of_one_level(tasks);
  switch (policy) {
    case PolicyKind::kEdf: {
      const std::vector<DeviceTask> ordered = with_edf_deadlines(tasks);
      return preemptive ? lp_edf_demand(ordered, disturbance) : edf_bounds(ordered, disturbance);
    }
    case PolicyKind::kFifo:
      return preemptive ? lp_edf_demand(with_equal_deadlines(tasks), disturbance)
                        : fifo_response(tasks, disturbance);
    case PolicyKind::kDm:
    case PolicyKind::kRm:
    case PolicyKind::kFp:
      break;
  }
  return preemptive ? lp_fp_response(tasks, disturbance) : np_fp_response(tasks, disturbance);
}

// What the tests are about: the tasks that are promised something, and where they come from.
struct Foreground {
  std::vector<DeviceTask> tasks;
  std::vector<std::size_t> places;
  Nanos background{0};  // of the others: the longest group, or job where nobody preempts it
};

Foreground foreground_of(std::span<const DeviceTask> tasks) {
  Foreground foreground;
  const bool waits_for_jobs = are_of_one_level(tasks);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].best_effort) {
      const Nanos held = waits_for_jobs ? tasks[i].wcet : tasks[i].longest_group;
      foreground.background = std::max(foreground.background, held);
      continue;
    }
    foreground.tasks.push_back(tasks[i]);
    foreground.places.push_back(i);
  }
  return foreground;
}

// A busy period of several windows loses as much in each. Empty: none was found that ends.
std::optional<Nanos> lost_in_busy_period(const Foreground& foreground,
                                         const Interrupted& interrupted) {
  if (interrupted.lost == Nanos(0)) return Nanos(0);
  std::vector<DeviceTask> charged = foreground.tasks;
  Nanos blocking = foreground.background;
  for (DeviceTask& task : charged) {
    blocking = std::max(blocking, task.wcet);
    task.wcet += task.reload;
  }
  std::int64_t windows = 1;
  while (windows <= kMostSteps) {
    const auto busy = busy_period(charged, blocking + windows * interrupted.lost);
    if (!busy) return std::nullopt;
    if (*busy <= windows * interrupted.window) return windows * interrupted.lost;
    windows = (*busy + interrupted.window - Nanos(1)) / interrupted.window;
  }
  return std::nullopt;
}

}  // namespace

Verdict analyse(PolicyKind policy, std::span<const DeviceTask> tasks,
                const Interrupted& interrupted) {
  Verdict verdict;
  verdict.bounds.resize(tasks.size());
  const Foreground foreground = foreground_of(tasks);
  if (!times_are_valid(tasks) || foreground.background > kLongestTime) return verdict;
  if (!are_of_one_level(tasks) && !best_effort_is_below(tasks)) return verdict;
  verdict.utilization = utilization(foreground.tasks);
  verdict.overloaded = compare_utilization_to_one(foreground.tasks) > 0;
  verdict.schedulable = true;
  if (foreground.tasks.empty()) return verdict;
  const auto lost = lost_in_busy_period(foreground, interrupted);
  if (!lost) {
    verdict.schedulable = false;
    return verdict;
  }
  verdict.lost = *lost;
  const auto bounds = bounds_for(policy, foreground.tasks, {foreground.background, *lost});
  for (std::size_t k = 0; k < bounds.size(); ++k) {
    const std::size_t i = foreground.places[k];
    verdict.bounds[i] = bounds[k];
    if (bounds[k].blocker) verdict.bounds[i].blocker = foreground.places[*bounds[k].blocker];
    const std::optional<Nanos>& response = bounds[k].response;
    if (!response || *response > tasks[i].deadline) verdict.schedulable = false;
  }
  return verdict;
}

}  // namespace rtswap
