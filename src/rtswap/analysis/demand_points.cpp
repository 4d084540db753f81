// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/demand_points.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/preemption_points.h"
#include "rtswap/analysis/request_bound.h"

namespace rtswap {
namespace {

Nanos first_due(const DeviceTask& task) { return task.deadline - task.jitter; }

// By task: from which t on a job of it, due later, can have to be waited for.
std::vector<Nanos> first_waiting(std::span<const DeviceTask> tasks) {
  std::vector<Nanos> first(tasks.size(), Nanos::max());
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    for (std::size_t j = 0; j < tasks.size(); ++j) {
      if (j != k && tasks[j].level <= tasks[k].level)
        first[k] = std::min(first[k], first_due(tasks[j]));
    }
  }
  return first;
}

std::vector<ReloadsFrom> reloads_from(std::span<const DeviceTask> tasks) {
  const std::vector<Nanos> waiting = first_waiting(tasks);
  std::vector<ReloadsFrom> from(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].reload == Nanos(0)) continue;
    for (std::size_t k = 0; k < tasks.size(); ++k) {
      if (!can_preempt(tasks[i], tasks[k]) || tasks[k].deadline <= first_due(tasks[i])) continue;
      from[i].inside = std::min(from[i].inside, first_due(tasks[k]));
      from[i].before = std::min(from[i].before, waiting[k]);
    }
  }
  return from;
}

// From t = `from` on there is this much more work to be done by t.
struct Due {
  Nanos from, work;
};

// All jobs due until `end` and their reloads, by `from`; empty when they are too many.
std::optional<std::vector<Due>> work_due(std::span<const DeviceTask> tasks,
                                         std::span<const ReloadsFrom> reloads, Nanos end) {
  std::int64_t count = 0;
  for (const DeviceTask& task : tasks) {
    count += due_until(task, end);
    if (count > kMostInstants) return {};
  }
  std::vector<Due> due;
  due.reserve(static_cast<std::size_t>(count) * 2);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const DeviceTask& task = tasks[i];
    for (Nanos t = first_due(task); t <= end; t += task.period) {
      due.push_back({t, task.wcet});
      if (reloads[i].any()) due.push_back({reloads[i].of_job_due(t), task.reload});
    }
  }
  std::ranges::sort(due, {}, &Due::from);
  return due;
}

// Work released in a busy period, when every job pays for a reload.
std::vector<DeviceTask> with_reloads(std::span<const DeviceTask> tasks,
                                     std::span<const ReloadsFrom> reloads) {
  std::vector<DeviceTask> charged(tasks.begin(), tasks.end());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (reloads[i].any()) charged[i].wcet += tasks[i].reload;
  }
  return charged;
}

// Who can block at t, for t that only grow.
class Blockers {
 public:
  explicit Blockers(std::span<const DeviceTask> tasks) : tasks_(tasks), order_(tasks.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::sort(order_, [&](std::size_t a, std::size_t b) {
      return std::pair(first_due(tasks[a]), tasks[b].level) <
             std::pair(first_due(tasks[b]), tasks[a].level);
    });
    for (std::size_t next = 0; next <= order_.size(); ++next) worst_.push_back(worst_from(next));
  }

  void fill(DemandPoint& point, const Disturbance& disturbance) {
    while (next_ < order_.size() && first_due(tasks_[order_[next_]]) <= point.deadline) ++next_;
    const Worst& worst = worst_[next_];
    point.blocking = std::max(Nanos(0), disturbance.background - Nanos(1));
    if (worst.left > point.blocking) {
      point.blocking = worst.left;
      point.blocker = worst.task;
    }
    point.blocking += disturbance.lost;
  }

 private:
  struct Worst {
    Nanos left{0};  // to do for it, or for its group, at 0
    std::size_t task = 0;
  };

  // Of order_[next] and those behind it. The levels fall along the order: of those that owe no job
  // yet, only tasks of the last one's level that does can have to be waited for to the end.
  Worst worst_from(std::size_t next) const {
    Worst worst;
    for (std::size_t k = next; k < order_.size(); ++k) {
      const DeviceTask& task = tasks_[order_[k]];
      const bool is_waited_for = next > 0 && tasks_[order_[next - 1]].level == task.level;
      const Nanos left = (is_waited_for ? task.wcet : task.longest_group) - Nanos(1);
      if (left > worst.left) worst = {left, order_[k]};
    }
    return worst;
  }

  std::span<const DeviceTask> tasks_;
  std::vector<std::size_t> order_;  // tasks by first_due
  std::vector<Worst> worst_;        // [next]
  std::size_t next_ = 0;            // the first of order_ that can still block
};

}  // namespace

std::optional<DemandCurve> demand_curve(std::span<const DeviceTask> tasks,
                                        const Disturbance& disturbance) {
  DemandCurve curve;
  curve.reloads = reloads_from(tasks);
  const auto busy =
      busy_period(with_reloads(tasks, curve.reloads), disturbance.background + disturbance.lost);
  if (!busy) return {};
  curve.busy_period = *busy;
  Nanos longest_deadline{0};
  for (const DeviceTask& task : tasks) {
    longest_deadline = std::max(longest_deadline, task.deadline);
    curve.last_blocked = std::max(curve.last_blocked, first_due(task));
  }
  const auto due = work_due(tasks, curve.reloads, curve.busy_period + longest_deadline);
  if (!due) return {};

  Blockers blockers(tasks);
  Nanos demand{0};
  for (std::size_t i = 0; i < due->size(); ++i) {
    demand += (*due)[i].work;
    if (i + 1 < due->size() && (*due)[i + 1].from == (*due)[i].from) continue;
    DemandPoint point{.deadline = (*due)[i].from};
    blockers.fill(point, disturbance);
    point.slack = point.deadline - point.blocking - demand;
    curve.points.push_back(point);
  }
  return curve;
}

}  // namespace rtswap
