// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/cli/stop_signals.h"
#include "rtswap/model/time.h"
#include "rtswap/profile/progress.h"

namespace rtswap {

// What is being measured, as one line on stderr that is redrawn; nothing where stderr is no
// terminal. Ctrl-C ends the profile by a dn::Error thrown at the next run.
class ProgressLine final : public ProfileProgress {
 public:
  // `signals` must outlive it.
  ProgressLine(std::string network, const StopSignals& signals);
  ~ProgressLine() override { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void begin(std::string_view what) override;
  void tick() override;
  void clear();

 private:
  void draw();

  std::string network_, what_;
  const StopSignals& signals_;
  bool terminal_, drawn_ = false;
  Instant next_;
  std::uint64_t runs_ = 0;
};

}  // namespace rtswap
