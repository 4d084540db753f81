// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/demand_points.h"

#include <algorithm>
#include <numeric>

#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/request_bound.h"

namespace rtswap {
namespace {

Nanos first_due(const DeviceTask& task) { return task.deadline - task.jitter; }

// One job: when it is due, and its work.
struct Due {
  Nanos deadline, work;
};

// All jobs due until `end`, by deadline; empty when they are too many.
std::optional<std::vector<Due>> jobs_due(std::span<const DeviceTask> tasks, Nanos end) {
  std::int64_t count = 0;
  for (const DeviceTask& task : tasks) {
    count += due_until(task, end);
    if (count > kMostInstants) return {};
  }
  std::vector<Due> jobs;
  jobs.reserve(static_cast<std::size_t>(count));
  for (const DeviceTask& task : tasks) {
    for (Nanos t = first_due(task); t <= end; t += task.period) jobs.push_back({t, task.wcet});
  }
  std::ranges::sort(jobs, {}, &Due::deadline);
  return jobs;
}

// Who can block at t, for t that only grow: of all tasks with first_due > t the longest group.
class Blockers {
 public:
  explicit Blockers(std::span<const DeviceTask> tasks) : tasks_(tasks), order_(tasks.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::sort(order_, {}, [&](std::size_t i) { return first_due(tasks[i]); });
    longest_from_ = order_;
    for (std::size_t k = order_.size(); k-- > 1;) {
      const std::size_t later = longest_from_[k];
      std::size_t& here = longest_from_[k - 1];
      if (tasks[later].longest_group > tasks[here].longest_group) here = later;
    }
  }

  // The longest group less the one unit by which it began before 0.
  void fill(DemandPoint& point) {
    while (next_ < order_.size() && first_due(tasks_[order_[next_]]) <= point.deadline) ++next_;
    if (next_ == order_.size()) return;
    point.blocker = longest_from_[next_];
    point.blocking = std::max(Nanos(0), tasks_[point.blocker].longest_group - Nanos(1));
  }

 private:
  std::span<const DeviceTask> tasks_;
  std::vector<std::size_t> order_;         // tasks by first_due
  std::vector<std::size_t> longest_from_;  // of order_[k] and those behind it
  std::size_t next_ = 0;                   // the first of order_ that can still block
};

}  // namespace

std::optional<DemandCurve> demand_curve(std::span<const DeviceTask> tasks) {
  DemandCurve curve;
  const std::optional<Nanos> busy = busy_period(tasks, Nanos(0));
  if (!busy) return {};
  curve.busy_period = *busy;
  Nanos longest_deadline{0};
  for (const DeviceTask& task : tasks) {
    longest_deadline = std::max(longest_deadline, task.deadline);
    curve.last_blocked = std::max(curve.last_blocked, first_due(task));
  }
  const auto jobs = jobs_due(tasks, curve.busy_period + longest_deadline);
  if (!jobs) return {};

  Blockers blockers(tasks);
  Nanos demand{0};
  for (std::size_t i = 0; i < jobs->size(); ++i) {
    const Due& job = (*jobs)[i];
    demand += job.work;
    if (i + 1 < jobs->size() && (*jobs)[i + 1].deadline == job.deadline) continue;
    DemandPoint point{.deadline = job.deadline};
    blockers.fill(point);
    point.slack = point.deadline - point.blocking - demand;
    curve.points.push_back(point);
  }
  return curve;
}

}  // namespace rtswap
