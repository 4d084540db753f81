// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/profile_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

constexpr Nanos kInterval = std::chrono::milliseconds(200);

}  // namespace

ProgressLine::ProgressLine(std::string network, const StopSignals& signals)
    : network_(std::move(network)), signals_(signals), terminal_(::isatty(STDERR_FILENO) != 0) {}

void ProgressLine::begin(std::string_view what) {
  what_ = what;
  runs_ = 0;
  draw();
}

void ProgressLine::tick() {
  ++runs_;
  if (signals_.wait({0, 0})) {
    signals_.release();
    clear();
    throw dn::system_failure("rtswap profile: interrupted; no profile of " + network_ +
                             " was written");
  }
  if (Instant::clock::now() >= next_) draw();
}

void ProgressLine::draw() {
  if (!terminal_) return;
  next_ = Instant::clock::now() + kInterval;
  std::fputs(fmt::format("\r\x1b[K{}: {}, run {}", network_, what_, runs_).c_str(), stderr);
  drawn_ = true;
}

void ProgressLine::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace rtswap
