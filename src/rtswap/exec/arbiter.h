// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "darknet/base/mutex.h"
#include "rtswap/model/task.h"
#include "rtswap/sched/ready_queue.h"

namespace rtswap {

// A job that may use the device now.
struct Grant {
  Job job;
  bool device_was_idle;  // nothing else was waiting or running when it became ready
  bool is_resumption;    // the job had the device before, and was preempted
  // Submissions and grants are numbered in the order in which they took place, from 0: a trace can
  // tell it where instants that were read outside the lock cannot.
  std::uint64_t number;
};

// Grants the device to one ready job at a time, by policy. Task threads submit jobs, the device
// thread takes them. The lock is held for a few instructions (a heap of at most one job per task).
//
// A job may preempt another one if it is the best that is ready, better than that one, and of a
// higher level (sched/preemption_levels.h). That the best ready job decides alone is the stack
// resource policy (Baker 1991), with the arenas as resources: while it is of the level of a job
// that has begun, nobody else overtakes that job either, so it waits for one job only.
class Arbiter {
 public:
  // `levels` by TaskId; empty: nobody preempts anybody.
  Arbiter(Policy policy, std::span<const TaskSpec> tasks, std::vector<std::uint32_t> levels);

  // Called by the task's thread. A task has at most one job here. Returns the submission's number.
  std::uint64_t submit(const Job& job) noexcept EXCLUDES(mutex_);
  // When the task's next job will be released, for predict_next(). Called by the task's thread.
  void announce(TaskId task, Instant next_release) noexcept;

  // Called by the device thread: the best ready job. Blocks until there is one; empty once stop()
  // was called and no job is left. `on_idle` runs once, without the lock, when there is nothing to
  // do at first.
  template <typename OnIdle>
  std::optional<Grant> wait_for_job(const OnIdle& on_idle) noexcept EXCLUDES(mutex_) {
    if (const auto grant = try_take()) return grant;
    on_idle();
    return wait_and_take();
  }
  // Called by the device thread at a group boundary: whether a ready job preempts `running`. Takes
  // no lock while nothing was submitted since it said no.
  bool is_preempted(const Job& running) noexcept EXCLUDES(mutex_);
  // The device is free of jobs but for preempted ones, of which `preempted` is the last: the best
  // ready job, if it preempts that one, too, else that one again.
  Grant take_or_resume(const Job& preempted) noexcept EXCLUDES(mutex_);
  // The task whose job will probably be granted next: the best ready one; where that does not
  // preempt `preempted`, or there is none, `preempted` (null: no job is); else the one released
  // soonest.
  std::optional<TaskId> predict_next(const Job* preempted) noexcept EXCLUDES(mutex_);

  // No more jobs will be submitted.
  void stop() noexcept EXCLUDES(mutex_);

 private:
  std::optional<Grant> try_take() noexcept EXCLUDES(mutex_);
  std::optional<Grant> wait_and_take() noexcept EXCLUDES(mutex_);
  std::optional<Grant> take_best(bool device_was_idle) noexcept REQUIRES(mutex_);
  bool best_preempts(const Job& job) const noexcept REQUIRES(mutex_);

  const Policy policy_;
  const std::vector<std::uint32_t> levels_;
  dn::Mutex mutex_;
  ReadyQueue ready_ GUARDED_BY(mutex_);
  std::uint64_t next_number_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  // Counts submissions and stop(): what the device thread sleeps on. Cheaper to wake than a
  // condition variable, whose lock the waker and the woken thread would pass through once more.
  std::atomic<int> events_{0};
  std::optional<int> looked_at_;  // the count for which is_preempted() said no; the device thread's
  // Per task, nanoseconds of the steady clock.
  std::vector<std::atomic<Instant::rep>> next_release_;
};

}  // namespace rtswap
