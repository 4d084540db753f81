// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/deadline_busy_period.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/request_bound.h"

namespace rtswap {
namespace {

class BusyPeriods {
 public:
  BusyPeriods(std::span<const DeviceTask> tasks, const DemandCurve& curve)
      : tasks_(tasks), curve_(curve) {}

  std::vector<Nanos> run() {
    std::vector<Nanos> ends;
    ends.reserve(curve_.points.size());
    Nanos end{0}, blocking{0};
    for (const DemandPoint& point : curve_.points) {
      if (terms_ <= kMostTerms) count_due(point.deadline);
      // With the same blocking and more jobs due it ends no earlier than for the last point.
      if (point.blocking != blocking) end = Nanos(0);
      blocking = point.blocking;
      extend(blocking, end);
      ends.push_back(terms_ > kMostTerms ? point.deadline - point.slack : end);
    }
    return ends;
  }

 private:
  struct Due {
    const DeviceTask* task;
    std::int64_t jobs, reloads;
  };

  void count_due(Nanos t) {
    due_.clear();
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      const std::int64_t jobs = due_until(tasks_[i], t);
      if (jobs == 0) continue;
      due_.push_back({&tasks_[i], jobs, curve_.reloads[i].until(tasks_[i], t)});
    }
  }

  // From a value that is not above the solution.
  void extend(Nanos blocking, Nanos& end) {
    while (terms_ <= kMostTerms) {
      terms_ += static_cast<std::int64_t>(due_.size());
      Nanos work = blocking;
      for (const Due& due : due_) {
        const std::int64_t ready = ready_until(*due.task, end);
        work += std::min(ready, due.jobs) * due.task->wcet;
        if (due.reloads > 0) work += std::min(ready, due.reloads) * due.task->reload;
      }
      if (work <= end) return;
      end = work;
    }
  }

  std::span<const DeviceTask> tasks_;
  const DemandCurve& curve_;
  std::vector<Due> due_;    // tasks with jobs due until the point looked at
  std::int64_t terms_ = 0;  // looked at so far
};

}  // namespace

std::vector<Nanos> deadline_busy_periods(std::span<const DeviceTask> tasks,
                                         const DemandCurve& curve) {
  return BusyPeriods(tasks, curve).run();
}

}  // namespace rtswap
