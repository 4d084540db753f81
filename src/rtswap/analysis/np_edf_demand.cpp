// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_edf_demand.h"

#include <algorithm>

#include "rtswap/analysis/demand_points.h"
#include "rtswap/analysis/preconditions.h"
#include "rtswap/analysis/preemption_points.h"

namespace rtswap {

bool np_edf_demand(std::span<const DeviceTask> tasks) {
  if (!times_are_valid(tasks) || !deadlines_are_valid(tasks)) return false;
  const auto curve = demand_curve(without_preemption(tasks), {});
  return curve && std::all_of(curve->points.begin(), curve->points.end(),
                              [](const DemandPoint& point) { return point.slack >= Nanos(0); });
}

}  // namespace rtswap
