// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/stop_signals.h"

namespace rtswap {

StopSignals::StopSignals() {
  ::sigemptyset(&set_);
  ::sigaddset(&set_, SIGINT);
  ::sigaddset(&set_, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &set_, &old_);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
}

StopSignals::~StopSignals() { ::pthread_sigmask(SIG_SETMASK, &old_, nullptr); }

bool StopSignals::wait(const timespec& interval) const {
  return ::sigtimedwait(&set_, nullptr, &interval) > 0;
}

void StopSignals::release() const { ::pthread_sigmask(SIG_UNBLOCK, &set_, nullptr); }

}  // namespace rtswap
