// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/lp_edf_demand.h"

#include <algorithm>
#include <cstddef>

#include "rtswap/analysis/deadline_busy_period.h"
#include "rtswap/analysis/demand_points.h"
#include "rtswap/analysis/preconditions.h"

namespace rtswap {
namespace {

ResponseBound worst_response(const DeviceTask& task, const DemandCurve& curve,
                             std::span<const Nanos> busy_until) {
  ResponseBound bound;
  for (std::size_t k = 0; k < curve.points.size(); ++k) {
    const DemandPoint& point = curve.points[k];
    const Nanos release = point.deadline - task.deadline;
    if (release < -task.jitter || !curve.concerns(task.deadline, point.deadline)) continue;
    const Nanos response = busy_until[k] - release;
    if (bound.response && *bound.response >= response) continue;
    // A blocking job counts for less where the worst release is later than the jitter allows.
    const Nanos waits = response - task.jitter - task.wcet;
    const Nanos blocking = std::min(point.blocking, waits);
    bound = {.response = response,
             .jitter = task.jitter,
             .wcet = task.wcet,
             .blocking = blocking,
             .interference = waits - blocking};
    bound.blocker = point.blocker;
  }
  return bound;
}

}  // namespace

std::vector<ResponseBound> lp_edf_demand(std::span<const DeviceTask> tasks,
                                         const Disturbance& disturbance) {
  std::vector<ResponseBound> bounds(tasks.size());
  if (!groups_are_valid(tasks) || !deadlines_are_valid(tasks) || !levels_follow_deadlines(tasks))
    return bounds;
  const auto curve = demand_curve(tasks, disturbance);
  if (!curve) return bounds;
  const std::vector<Nanos> busy_until = deadline_busy_periods(tasks, *curve);
  for (std::size_t i = 0; i < tasks.size(); ++i)
    bounds[i] = worst_response(tasks[i], *curve, busy_until);
  return bounds;
}

}  // namespace rtswap
