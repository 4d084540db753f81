// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <thread>

#include "rtswap/exec/arbiter.h"
#include "rtswap/exec/job_runner.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/exec/realtime.h"
#include "rtswap/exec/task_statistics.h"
#include "rtswap/model/task_set.h"
#include "rtswap/sched/firm_window.h"
#include "rtswap/sched/release_sequence.h"
#include "rtswap/trace/event_ring.h"

namespace rtswap {

// Where the device thread leaves what it did for a task's job. One job at a time.
class JobSlot {
 public:
  void finish(const JobOutcome& outcome) noexcept {
    outcome_ = outcome;
    done_.store(1, std::memory_order_release);
    done_.notify_one();
  }
  // Sleeps until the job is finished, and makes the slot ready for the next one.
  JobOutcome wait() noexcept {
    done_.wait(0, std::memory_order_acquire);
    done_.store(0, std::memory_order_relaxed);
    return outcome_;
  }
  // Set by the task's thread before it submits the job: a firm task may lose it.
  bool may_be_lost = false;
  bool device_was_idle = false;  // set before finish()

 private:
  JobOutcome outcome_;
  std::atomic<int> done_{0};
};

// What all task threads of a run share.
struct TaskThreadContext {
  const TaskSetSpec& set;
  Arbiter& arbiter;
  Sleeper& sleeper;
  Instant start;  // the common start that phases count from
};

// The life of one task: sleep until the release, prepare the input, hand the job to the device,
// post-process, leave the result for the reporter. One loop, on a thread of its own; noexcept and
// without heap memory.
class TaskThread {
 public:
  // `trace`: where to tell what happens to the task's jobs; may be null.
  TaskThread(const TaskThreadContext& context, TaskId id, PreparedTask& task, JobSlot& slot,
             TaskStatistics& statistics, EventRing* trace);

  // Returns when the run is over for this task or the sleeper was interrupted.
  void run() noexcept;

 private:
  // The rest of a job's life. `record`: what is known of it at its release.
  void run_job(JobRecord& record) noexcept;
  void finish(JobRecord& record) noexcept;
  // After a late job, the releases that on_miss leaves out; how many.
  std::uint64_t skip_releases(const JobRecord& record) noexcept;
  void announce_next() noexcept;
  // For a firm task: what has become of its latest releases.
  void count_outcomes(bool met, std::uint64_t skipped) noexcept;
  // Nothing without a trace. `value` as the kind wants it.
  void tell(EventKind kind, JobIndex job, Instant at, std::uint64_t value) const noexcept;

  const TaskThreadContext& context_;
  const TaskId id_;
  const TaskSpec& spec_;
  ReleaseSequence releases_;
  std::optional<FirmWindow> firm_;
  PreparedTask& task_;
  JobSlot& slot_;
  TaskStatistics& statistics_;
  EventRing* const trace_;
};

}  // namespace rtswap
