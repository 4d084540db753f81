// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/realtime.h"

#include <sched.h>

namespace rtswap {

bool make_realtime(pthread_t thread, RealtimePriority priority) noexcept {
  const sched_param parameters{static_cast<int>(priority)};
  return ::pthread_setschedparam(thread, SCHED_FIFO, &parameters) == 0;
}

void change_priority(RealtimePriority priority) noexcept {
  int policy = 0;
  sched_param parameters{};
  if (::pthread_getschedparam(::pthread_self(), &policy, &parameters) != 0 || policy != SCHED_FIFO)
    return;
  ::pthread_setschedprio(::pthread_self(), static_cast<int>(priority));
}

void pin_this_thread(int cpu) noexcept {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  ::pthread_setaffinity_np(::pthread_self(), sizeof set, &set);
}

void name_this_thread(const char* name) noexcept { ::pthread_setname_np(::pthread_self(), name); }

bool Sleeper::sleep_until(Instant instant) noexcept {
  const dn::MutexLock lock(mutex_);
  while (!interrupted_) {
    if (interrupted_changed_.wait_until(mutex_, instant) == std::cv_status::timeout)
      return !interrupted_;
  }
  return false;
}

void Sleeper::interrupt() noexcept {
  {
    const dn::MutexLock lock(mutex_);
    interrupted_ = true;
  }
  interrupted_changed_.notify_all();
}

}  // namespace rtswap
