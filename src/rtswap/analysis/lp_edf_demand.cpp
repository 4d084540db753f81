// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/lp_edf_demand.h"

#include <cstddef>

#include "rtswap/analysis/demand_points.h"
#include "rtswap/analysis/preconditions.h"

namespace rtswap {
namespace {

// The point with the least slack at which a job of the task can be due.
const DemandPoint* tightest(const DemandCurve& curve, const DeviceTask& task) {
  const DemandPoint* least = nullptr;
  for (const DemandPoint& point : curve.points) {
    if (point.deadline < task.deadline - task.jitter) continue;
    if (!curve.concerns(task.deadline, point.deadline)) continue;
    if (least == nullptr || point.slack < least->slack) least = &point;
  }
  return least;
}

}  // namespace

std::vector<ResponseBound> lp_edf_demand(std::span<const DeviceTask> tasks) {
  std::vector<ResponseBound> bounds(tasks.size());
  if (!groups_are_valid(tasks)) return bounds;
  const auto curve = demand_curve(tasks);
  if (!curve) return bounds;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const DeviceTask& task = tasks[i];
    const DemandPoint* point = tightest(*curve, task);
    if (point == nullptr) continue;
    const Nanos response = task.deadline - point->slack;
    bounds[i] = {.response = response,
                 .jitter = task.jitter,
                 .wcet = task.wcet,
                 .blocking = point->blocking,
                 .interference = response - task.jitter - task.wcet - point->blocking};
    if (point->blocking > Nanos(0)) bounds[i].blocker = point->blocker;
  }
  return bounds;
}

}  // namespace rtswap
