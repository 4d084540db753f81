// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/policy.h"

#include <tuple>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

// The rank of all jobs of a task under the policies that rank tasks; the smallest runs first.
std::int64_t task_key(PolicyKind kind, const TaskSpec& task) {
  switch (kind) {
    case PolicyKind::kDm:
      return task.deadline.count();
    case PolicyKind::kRm:
      return task.period.count();
    case PolicyKind::kFp:
      if (!task.priority) {
        throw dn::bad_input(task.where, "task '" + task.name +
                                            "' has no priority; policy fp needs one for each task");
      }
      return -static_cast<std::int64_t>(*task.priority);
    case PolicyKind::kEdf:
    case PolicyKind::kFifo:
      break;
  }
  return 0;
}

}  // namespace

Policy::Policy(PolicyKind kind, std::span<const TaskSpec> tasks) : kind_(kind) {
  for (const TaskSpec& task : tasks) {
    best_effort_.push_back(task.best_effort ? 1 : 0);
    task_keys_.push_back(task.best_effort ? 0 : task_key(kind, task));
  }
}

std::int64_t Policy::urgency(const Job& job) const noexcept {
  if (best_effort_[job.task.value] != 0) return job.release.time_since_epoch().count();
  if (kind_ == PolicyKind::kEdf) return job.absolute_deadline.time_since_epoch().count();
  if (kind_ == PolicyKind::kFifo) return job.release.time_since_epoch().count();
  return task_keys_[job.task.value];
}

bool Policy::runs_before(const Job& a, const Job& b) const noexcept {
  return std::tuple(best_effort_[a.task.value], urgency(a), a.release, a.task, a.index) <
         std::tuple(best_effort_[b.task.value], urgency(b), b.release, b.task, b.index);
}

bool Policy::preempts(const Job& better, const Job& job,
                      std::span<const std::uint32_t> levels) const noexcept {
  return !levels.empty() && levels[better.task.value] > levels[job.task.value] &&
         runs_before(better, job);
}

}  // namespace rtswap
