// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <csignal>
#include <ctime>

namespace rtswap {

// Blocks Ctrl-C and termination for the calling thread and all threads made from now on, so that
// only the main thread sees them, in wait(). A reader of the results that goes away, and a file
// that grows beyond `ulimit -f`, is not a signal but a failed write: it ends the work in order.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  // True when one of them came within the interval.
  bool wait(const timespec& interval) const;
  // The next one ends the process, should the work not come to its end.
  void release() const;

 private:
  sigset_t set_{}, old_{};
};

}  // namespace rtswap
