// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/task_statistics.h"

#include <algorithm>

namespace rtswap {

void TaskStatistics::add(const JobRecord& record) noexcept {
  const dn::MutexLock lock(mutex_);
  ++summary_.jobs;
  summary_.misses += record.missed ? 1 : 0;
  summary_.aborted += record.aborted ? 1 : 0;
  if (!record.aborted) {
    summary_.response.add(record.response());
    summary_.device.add(record.device_end - record.start);
  }
  if (record.device_was_idle) summary_.overhead.add(record.overhead());
  summary_.release_jitter.add(record.woken - record.job.release);
  summary_.held_back += record.held > Nanos(0) ? 1 : 0;
  summary_.longest_hold = std::max(summary_.longest_hold, record.held);
  summary_.stall += record.stall;
  summary_.swapped_in += record.swapped_in;
}

void TaskStatistics::add_skipped(std::uint64_t releases) noexcept {
  const dn::MutexLock lock(mutex_);
  summary_.skipped += releases;
}

void TaskStatistics::set_broken_windows(std::uint64_t windows) noexcept {
  const dn::MutexLock lock(mutex_);
  summary_.broken_windows = windows;
}

TaskSummary TaskStatistics::summary() const {
  const dn::MutexLock lock(mutex_);
  return summary_;
}

}  // namespace rtswap
