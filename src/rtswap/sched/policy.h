// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rtswap/model/job.h"
#include "rtswap/model/policy_kind.h"
#include "rtswap/model/task.h"

namespace rtswap {

// Decides which of two ready jobs runs first. The order is total: what the policy leaves equal is
// decided by release, then task, then job index, so a schedule can be replayed. Pure; any thread
// may ask. The orders are those of Liu and Layland 1973 (EDF, RM) and Leung and Whitehead 1982
// (DM). Best-effort tasks come behind all others, among themselves by release.
class Policy {
 public:
  // Takes what it needs from the tasks; set-up only. Under kFp every task that is not
  // best-effort has a priority.
  Policy(PolicyKind kind, std::span<const TaskSpec> tasks);

  PolicyKind kind() const noexcept { return kind_; }

  // May `better`, the best ready job, take the device from `job`? By levels of the tasks
  // (sched/preemption_levels.h; empty: never).
  bool preempts(const Job& better, const Job& job,
                std::span<const std::uint32_t> levels) const noexcept;

  // True when `a` is to run before `b`. Both are jobs of the tasks given to the constructor.
  bool runs_before(const Job& a, const Job& b) const noexcept;

 private:
  std::int64_t urgency(const Job& job) const noexcept;

  PolicyKind kind_;
  std::vector<char> best_effort_;        // by task
  std::vector<std::int64_t> task_keys_;  // one per task where a task's jobs all rank the same
};

}  // namespace rtswap
