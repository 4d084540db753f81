// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>

#include "rtswap/cli/admission_options.h"
#include "rtswap/cli/what_if.h"

namespace rtswap {

// `rtswap simulate TASKS.yaml`: runs a task set on a virtual clock, with the times of its profiles.
class SimulateCommand {
 public:
  // Returns the subcommand, which `app` owns.
  CLI::App* add_to(CLI::App& app);
  // 0 when every deadline was met, 1 when one was missed; throws dn::Error.
  int execute() const;

 private:
  std::string tasks_file_;
  AdmissionOptions options_;
  std::string times_ = "bounds";
  std::uint64_t seed_ = 1;
  WhatIf what_if_;
  std::string trace_;  // empty: none
};

}  // namespace rtswap
