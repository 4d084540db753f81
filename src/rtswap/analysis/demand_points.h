// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rtswap/analysis/device_task.h"
#include "rtswap/analysis/request_bound.h"

// What the tests for EDF look at: the instants t at which, counted from the begin of a busy period,
// more work becomes due. Preemption levels are the general case; without preemption all tasks are
// of one level.
namespace rtswap {

// At t (= `deadline`): work due by then, and the work that may have the device before it.
struct DemandPoint {
  Nanos deadline{0};
  // What a job due after t may hold the device for, less the one unit it has run, and whose; empty:
  // nobody's, or a job's of the background.
  Nanos blocking{0};
  std::optional<std::size_t> blocker{};
  Nanos slack{0};  // t - blocking - demand: negative where a deadline can be missed
};

// When the reloads of a task's jobs count as work due by t: what they make a job load again that
// began at 0 or after, or before 0 and goes on before all work due by t is done. Nanos::max():
// never.
struct ReloadsFrom {
  Nanos inside = Nanos::max(), before = Nanos::max();  // from this t on

  bool any() const { return std::min(inside, before) < Nanos::max(); }
  // Of one job. To preempt one that began inside it has to be ready at 1 or later: at most as many
  // are and are due by t as are due by t - 1.
  Nanos of_job_due(Nanos t) const {
    return std::min(std::max(t + Nanos(1), inside), std::max(t, before));
  }
  // How many jobs of the task, by t.
  std::int64_t until(const DeviceTask& task, Nanos t) const {
    if (t >= before) return due_until(task, t);
    return t >= inside ? due_until(task, t - Nanos(1)) : 0;
  }
};

struct DemandCurve {
  std::vector<DemandPoint> points;   // by deadline
  Nanos busy_period{0};              // without blocking but that of the background
  Nanos last_blocked{0};             // from this t on there is no blocking
  std::vector<ReloadsFrom> reloads;  // by task

  // Can a job of a task with this relative deadline have its absolute deadline at t?
  bool concerns(Nanos relative_deadline, Nanos t) const {
    return t < last_blocked || t <= busy_period + relative_deadline;
  }
};

// All points that can matter. A job that is due at t and completes late is preceded by an instant,
// 0, since when the device was busy with work due by t, besides one group of a job due later that
// had begun before (George, Rivierre, Spuri 1996). Either there is such a group, so t is before the
// last deadline - jitter of all tasks; or there is none, and the job was released before the busy
// period that begins at 0 ended.
//
// A task can lend its group only while deadline - jitter > t. One with deadline - jitter <= t <
// deadline could do so as well, but it then owes no job by t, which takes away at least as much.
//
// Reloads count as preemption_points.h says; where there are any, each grows the demand at an
// instant of its own.
//
// A blocking job is let to its next group boundary; to its end where a task of its level, which has
// to wait for that, can owe a job by t. There is only one (docs/analysis.md). The background blocks
// at any t.
//
// Groups are valid, levels follow deadlines (preconditions.h). Empty when the utilization is above
// 1 or a limit was passed.
std::optional<DemandCurve> demand_curve(std::span<const DeviceTask> tasks,
                                        const Disturbance& disturbance);

}  // namespace rtswap
