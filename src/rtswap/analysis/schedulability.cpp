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
#include "rtswap/analysis/utilization.h"

namespace rtswap {
namespace {

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

std::vector<ResponseBound> edf_bounds(Preemption preemption, std::span<const DeviceTask> tasks) {
  const std::vector<DeviceTask> ordered = with_edf_deadlines(tasks);
  if (preemption == Preemption::kGroupBoundary) return lp_edf_demand(ordered);
  std::vector<ResponseBound> bounds = np_edf_response(ordered);
  const bool is_complete =
      std::ranges::all_of(bounds, [](const ResponseBound& b) { return b.response.has_value(); });
  if (!is_complete && np_edf_jeffay(ordered)) fill_with_deadlines(ordered, bounds);
  return bounds;
}

std::vector<ResponseBound> bounds_for(PolicyKind policy, Preemption preemption,
                                      std::span<const DeviceTask> tasks) {
  const bool preemptive = preemption == Preemption::kGroupBoundary;
  switch (policy) {
    case PolicyKind::kEdf:
      return edf_bounds(preemption, tasks);
    case PolicyKind::kFifo:
      return preemptive ? lp_edf_demand(with_equal_deadlines(tasks)) : fifo_response(tasks);
    case PolicyKind::kDm:
    case PolicyKind::kRm:
    case PolicyKind::kFp:
      break;
  }
  return preemptive ? lp_fp_response(tasks) : np_fp_response(tasks);
}

}  // namespace

Verdict analyse(PolicyKind policy, Preemption preemption, std::span<const DeviceTask> tasks) {
  Verdict verdict;
  verdict.bounds.resize(tasks.size());
  if (!times_are_valid(tasks)) return verdict;
  verdict.utilization = utilization(tasks);
  verdict.overloaded = compare_utilization_to_one(tasks) > 0;
  verdict.bounds = bounds_for(policy, preemption, tasks);
  verdict.schedulable = true;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::optional<Nanos>& response = verdict.bounds[i].response;
    if (!response || *response > tasks[i].deadline) verdict.schedulable = false;
  }
  return verdict;
}

}  // namespace rtswap
