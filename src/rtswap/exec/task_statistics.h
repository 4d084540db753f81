// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"
#include "darknet/base/mutex.h"
#include "rtswap/exec/duration_histogram.h"
#include "rtswap/model/job.h"

namespace rtswap {

// One job, from its release to its result.
struct JobRecord {
  Job job;
  Nanos held{0};       // it arrived so much before its release (sched/release_sequence.h)
  Instant woken;       // the task's thread runs: release jitter ends
  Instant ready;       // the input is prepared, the job waits for the device
  Instant start;       // granted: the device begins
  Instant device_end;  // the last group has run
  Instant resumed;     // the task's thread runs again
  Instant end;         // post-processed: the result is there
  Nanos stall{0};      // of start..device_end: waiting for swap-ins
  dn::Bytes swapped_in;
  bool missed = false;  // end is behind the absolute deadline, or the job was aborted
  bool aborted = false;
  bool device_was_idle = false;  // when it became ready

  Nanos response() const { return end - job.release; }
  // What handing the job to the device and back cost; means something only where the device was
  // idle.
  Nanos overhead() const { return (start - ready) + (resumed - device_end); }
};

// What a task's jobs have been like so far.
struct TaskSummary {
  std::uint64_t jobs = 0;  // released and finished or given up
  std::uint64_t misses = 0;
  std::uint64_t aborted = 0;         // of the misses
  std::uint64_t skipped = 0;         // releases left out by on_miss: skip_next
  std::uint64_t broken_windows = 0;  // of a firm task (sched/firm_window.h)
  std::uint64_t held_back = 0;       // of the jobs: arrived too soon after the release before them
  Nanos longest_hold{0};
  DurationHistogram response;  // of jobs that were not aborted
  DurationHistogram device;    // start to device_end
  DurationHistogram release_jitter;
  DurationHistogram overhead;  // JobRecord::overhead() of jobs that found the device idle
  Nanos stall{0};
  dn::Bytes swapped_in;
};

// Kept by the task's thread, read by the reporter; the lock is held for a copy of the numbers at
// most.
class TaskStatistics {
 public:
  void add(const JobRecord& record) noexcept EXCLUDES(mutex_);
  void add_skipped(std::uint64_t releases) noexcept EXCLUDES(mutex_);
  void set_broken_windows(std::uint64_t windows) noexcept EXCLUDES(mutex_);
  TaskSummary summary() const EXCLUDES(mutex_);

 private:
  mutable dn::Mutex mutex_;
  TaskSummary summary_ GUARDED_BY(mutex_);
};

}  // namespace rtswap
