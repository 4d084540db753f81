// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_edf_response.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>

#include "rtswap/analysis/deadline_busy_period.h"
#include "rtswap/analysis/demand_points.h"
#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/preemption_points.h"
#include "rtswap/analysis/request_bound.h"

namespace rtswap {
namespace {

class Search {
 public:
  Search(std::span<const DeviceTask> tasks, const DemandCurve& curve)
      : tasks_(tasks), curve_(curve), bounds_(tasks.size()) {
    const std::vector<Nanos> ends = deadline_busy_periods(tasks, curve);
    for (std::size_t k = 0; k < ends.size(); ++k)
      candidates_.push_back({&curve.points[k], ends[k] - curve.points[k].deadline});
    std::ranges::stable_sort(candidates_, std::greater(), &Candidate::lateness);
  }

  std::vector<ResponseBound> run() {
    std::vector<std::size_t> open(tasks_.size());  // tasks whose bound may still grow
    std::iota(open.begin(), open.end(), std::size_t{0});
    for (const Candidate& candidate : candidates_) {
      std::erase_if(open, [&](std::size_t i) {
        return bounds_[i].response &&
               *bounds_[i].response >= tasks_[i].deadline + candidate.lateness;
      });
      if (open.empty()) break;
      count_due(candidate.point->deadline);
      for (const std::size_t i : open) try_candidate(i, candidate);
    }
    return std::move(bounds_);
  }

 private:
  struct Candidate {
    const DemandPoint* point;
    Nanos lateness;  // of all that is due at the point, at most
  };
  struct DueJobs {
    std::size_t task;
    std::int64_t jobs;
  };

  void count_due(Nanos t) {
    due_.clear();
    for (std::size_t j = 0; j < tasks_.size(); ++j) {
      if (const std::int64_t jobs = due_until(tasks_[j], t); jobs > 0) due_.push_back({j, jobs});
    }
  }

  // The smallest s; it is found, because the right side is at most all that is due.
  Nanos latest_start(std::size_t i, Nanos blocking) {
    Nanos start = blocking;
    while (true) {
      Nanos work = blocking;
      for (const auto& [j, jobs] : due_) {
        const std::int64_t before = j == i ? jobs - 1 : jobs;
        work += std::min(ready_until(tasks_[j], start), before) * tasks_[j].wcet;
      }
      terms_ += static_cast<std::int64_t>(due_.size());
      if (work <= start) return start;
      start = work;
    }
  }

  void try_candidate(std::size_t i, const Candidate& candidate) {
    const DeviceTask& task = tasks_[i];
    const DemandPoint& point = *candidate.point;
    const Nanos release = point.deadline - task.deadline;
    if (release < -task.jitter || !curve_.concerns(task.deadline, point.deadline)) return;
    Nanos response = task.deadline + candidate.lateness;
    if (terms_ <= kMostTerms) response = latest_start(i, point.blocking) + task.wcet - release;
    if (!bounds_[i].response || *bounds_[i].response < response) accept(i, point, response);
  }

  void accept(std::size_t i, const DemandPoint& point, Nanos response) {
    const DeviceTask& task = tasks_[i];
    bounds_[i] = {.response = response,
                  .jitter = task.jitter,
                  .wcet = task.wcet,
                  .blocking = point.blocking,
                  .interference = response - task.jitter - task.wcet - point.blocking};
    bounds_[i].blocker = point.blocker;
  }

  std::span<const DeviceTask> tasks_;
  const DemandCurve& curve_;
  std::vector<Candidate> candidates_;
  std::vector<ResponseBound> bounds_;
  std::vector<DueJobs> due_;  // tasks with jobs due until the point looked at
  std::int64_t terms_ = 0;    // looked at so far
};

}  // namespace

std::vector<ResponseBound> np_edf_response(std::span<const DeviceTask> tasks,
                                           const Disturbance& disturbance) {
  if (!times_are_valid(tasks) || !deadlines_are_valid(tasks))
    return std::vector<ResponseBound>(tasks.size());
  const std::vector<DeviceTask> whole = without_preemption(tasks);
  const auto curve = demand_curve(whole, disturbance);
  if (!curve) return std::vector<ResponseBound>(tasks.size());
  return Search(whole, *curve).run();
}

}  // namespace rtswap
