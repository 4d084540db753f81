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
  // Submissions and grants are numbered in the order in which they took place, from 0: a trace can
  // tell it where instants that were read outside the lock cannot.
  std::uint64_t number;
};

// Grants the device to one ready job at a time, by policy. Task threads submit jobs, the device
// thread takes them. The lock is held for a few instructions (a heap of at most one job per task).
class Arbiter {
 public:
  Arbiter(Policy policy, std::span<const TaskSpec> tasks);

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
  // The task whose job will probably be granted next: the best ready one, else the one released
  // soonest.
  std::optional<TaskId> predict_next() noexcept EXCLUDES(mutex_);

  // No more jobs will be submitted.
  void stop() noexcept EXCLUDES(mutex_);

 private:
  std::optional<Grant> try_take() noexcept EXCLUDES(mutex_);
  std::optional<Grant> wait_and_take() noexcept EXCLUDES(mutex_);
  std::optional<Grant> take_best(bool device_was_idle) noexcept REQUIRES(mutex_);

  dn::Mutex mutex_;
  ReadyQueue ready_ GUARDED_BY(mutex_);
  std::uint64_t next_number_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  // Counts submissions and stop(): what the device thread sleeps on. Cheaper to wake than a
  // condition variable, whose lock the waker and the woken thread would pass through once more.
  std::atomic<int> events_{0};
  // Per task, nanoseconds of the steady clock.
  std::vector<std::atomic<Instant::rep>> next_release_;
};

}  // namespace rtswap
