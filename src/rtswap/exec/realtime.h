// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <pthread.h>

#include <condition_variable>

#include "darknet/base/mutex.h"
#include "rtswap/model/time.h"

namespace rtswap {

// Real-time priorities of our threads under SCHED_FIFO, most urgent first. A release must not wait
// for anything, not even for the input of a job released at the same instant: so a task's thread
// is most urgent only while it sleeps. A copy must not wait for computing.
enum class RealtimePriority : int { kRelease = 30, kPrepare = 25, kCopy = 20, kCompute = 10 };

// Asks the system to schedule a thread of ours under SCHED_FIFO; false where it does not allow
// that.
bool make_realtime(pthread_t thread, RealtimePriority priority) noexcept;
// Changes the priority of the calling thread, if it is real-time.
void change_priority(RealtimePriority priority) noexcept;
// Keeps the calling thread on one processor; without effect where the system refuses.
void pin_this_thread(int cpu) noexcept;
// At most 15 characters; for debuggers and `top -H`.
void name_this_thread(const char* name) noexcept;

// Sleeping that another thread can end.
class Sleeper {
 public:
  // Sleeps until an absolute instant. False when interrupt() was called before then.
  bool sleep_until(Instant instant) noexcept EXCLUDES(mutex_);
  // Ends all sleeping, now and later.
  void interrupt() noexcept EXCLUDES(mutex_);

 private:
  dn::Mutex mutex_;
  std::condition_variable_any interrupted_changed_;
  bool interrupted_ GUARDED_BY(mutex_) = false;
};

}  // namespace rtswap
