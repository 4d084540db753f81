// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task.h"
#include "rtswap/sched/ready_queue.h"
#include "rtswap/simulate/event_writer.h"

namespace rtswap {

// exec/arbiter.h on the virtual clock: the jobs that are ready, and who comes next.
class SimulatedArbiter {
 public:
  SimulatedArbiter(const Policy& policy, std::span<const TaskSpec> tasks, const SwapPlan& plan,
                   EventWriter& events);

  void submit(const Job& job);
  // When the task's next job will be released; Instant::max() when there is none.
  void announce(TaskId task, Instant next_release) { next_release_[task.value] = next_release; }
  bool has_job() const { return !ready_.empty(); }
  // The best ready job, which gets the device. There must be one.
  Job grant();
  // A ready job preempts `job`: the best one is better, and of a higher level.
  bool is_preempted(const Job& job) const;
  // The job that was preempted last, before its group `next`, has the device again.
  void resume(const Job& preempted, PlannedGroup next);
  // As Arbiter::predict_next().
  std::optional<TaskId> predict_next(const Job* preempted) const;

 private:
  const Policy policy_;
  const SwapPlan& plan_;
  ReadyQueue ready_;
  std::vector<Instant> next_release_;  // [task]
  std::uint64_t number_ = 0;           // of submissions and grants so far
  EventWriter& events_;
};

}  // namespace rtswap
