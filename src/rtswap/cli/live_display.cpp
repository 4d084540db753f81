// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/live_display.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "rtswap/cli/run_report.h"

namespace rtswap {
namespace {

constexpr Nanos kTerminalInterval = std::chrono::milliseconds(250);
constexpr Nanos kLogInterval = std::chrono::seconds(5);

}  // namespace

LiveDisplay::LiveDisplay(bool quiet)
    : quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO) != 0),
      interval_(terminal_ ? kTerminalInterval : kLogInterval),
      next_(Instant::clock::now() + interval_) {}

// Printing goes on to be tried when stderr is gone: that is no reason to end a run.
void LiveDisplay::update(const Executor& executor) {
  const Instant now = Instant::clock::now();
  if (quiet_ || now < next_) return;
  next_ = now + interval_;
  const std::string table = live_table(executor, now - executor.start_instant());
  if (terminal_) erase();
  std::fputs(table.c_str(), stderr);
  lines_ = static_cast<int>(std::ranges::count(table, '\n'));
}

void LiveDisplay::clear() {
  if (terminal_) erase();
}

// Cursor up by the table's lines, then erase to the end of the screen.
void LiveDisplay::erase() {
  if (lines_ > 0) std::fprintf(stderr, "\x1b[%dA\x1b[J", lines_);
  lines_ = 0;
}

}  // namespace rtswap
