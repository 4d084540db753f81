// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/exec/executor.h"

namespace rtswap {

// What is shown on stderr while a run goes on: on a terminal a table that is redrawn in place,
// elsewhere (a log) the same table now and then. Used by the main thread.
class LiveDisplay {
 public:
  explicit LiveDisplay(bool quiet);

  // Shows the state, if it is time to.
  void update(const Executor& executor);
  // Removes the table from a terminal, to make room for the summary.
  void clear();

 private:
  void erase();

  bool quiet_, terminal_;
  Nanos interval_;
  Instant next_;
  int lines_ = 0;  // of the table on the terminal now
};

}  // namespace rtswap
