// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_edf_response.h"

#include <algorithm>
#include <cstdint>

#include "rtswap/analysis/demand_points.h"
#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/preemption_points.h"
#include "rtswap/analysis/request_bound.h"

namespace rtswap {
namespace {

class Search {
 public:
  Search(std::span<const DeviceTask> tasks, DemandCurve curve)
      : tasks_(tasks), curve_(std::move(curve)), bounds_(tasks.size()) {
    std::ranges::stable_sort(curve_.points, {}, &DemandPoint::slack);
  }

  std::vector<ResponseBound> run() {
    std::vector<std::size_t> open(tasks_.size());  // tasks whose bound may still grow
    for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
    for (const DemandPoint& point : curve_.points) {
      std::erase_if(open, [&](std::size_t i) {
        return bounds_[i].response && *bounds_[i].response >= tasks_[i].deadline - point.slack;
      });
      if (open.empty()) break;
      if (candidates_ > kMostSteps) {
        for (const std::size_t i : open) accept(i, point, tasks_[i].deadline - point.slack);
        break;
      }
      count_due(point.deadline);
      for (const std::size_t i : open) try_candidate(i, point);
    }
    return std::move(bounds_);
  }

 private:
  void count_due(Nanos t) {
    due_.clear();
    for (std::size_t j = 0; j < tasks_.size(); ++j) {
      if (const std::int64_t jobs = due_until(tasks_[j], t); jobs > 0) due_.push_back({j, jobs});
    }
  }

  // The smallest s; it is found, because the right side is at most `point`'s whole demand.
  Nanos latest_start(std::size_t i, const DemandPoint& point, std::int64_t own_before) const {
    const Nanos before = point.blocking + own_before * tasks_[i].wcet;
    Nanos start = before;
    while (true) {
      Nanos work = before;
      for (const auto& [j, jobs] : due_) {
        if (j != i) work += std::min(ready_until(tasks_[j], start), jobs) * tasks_[j].wcet;
      }
      if (work == start) return start;
      start = work;
    }
  }

  void try_candidate(std::size_t i, const DemandPoint& point) {
    const DeviceTask& task = tasks_[i];
    const Nanos release = point.deadline - task.deadline;
    if (release < -task.jitter || !curve_.concerns(task.deadline, point.deadline)) return;
    const std::int64_t own_before = (release + task.jitter) / task.period;
    const Nanos response = latest_start(i, point, own_before) + task.wcet - release;
    ++candidates_;
    if (!bounds_[i].response || *bounds_[i].response < response) accept(i, point, response);
  }

  void accept(std::size_t i, const DemandPoint& point, Nanos response) {
    const DeviceTask& task = tasks_[i];
    bounds_[i] = {.response = response,
                  .jitter = task.jitter,
                  .wcet = task.wcet,
                  .blocking = point.blocking,
                  .interference = response - task.jitter - task.wcet - point.blocking};
    if (point.blocking > Nanos(0)) bounds_[i].blocker = point.blocker;
  }

  struct DueJobs {
    std::size_t task;
    std::int64_t jobs;
  };

  std::span<const DeviceTask> tasks_;
  DemandCurve curve_;
  std::vector<ResponseBound> bounds_;
  std::vector<DueJobs> due_;  // tasks with jobs due until the point looked at
  int candidates_ = 0;        // looked at
};

}  // namespace

std::vector<ResponseBound> np_edf_response(std::span<const DeviceTask> tasks) {
  if (!times_are_valid(tasks)) return std::vector<ResponseBound>(tasks.size());
  const std::vector<DeviceTask> whole = without_preemption_points(tasks);
  auto curve = demand_curve(whole);
  if (!curve) return std::vector<ResponseBound>(tasks.size());
  return Search(whole, std::move(*curve)).run();
}

}  // namespace rtswap
