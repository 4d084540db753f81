// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/cli/admission_options.h"
#include "rtswap/cli/what_if.h"

namespace rtswap {

// `rtswap check TASKS.yaml`: will every deadline be met? With reasons, and with what to change.
class CheckCommand {
 public:
  // Returns the subcommand, which `app` owns.
  CLI::App* add_to(CLI::App& app);
  // 0 when the set is schedulable, 1 when not; throws dn::Error.
  int execute() const;

 private:
  std::string tasks_file_;
  AdmissionOptions options_;
  WhatIf what_if_;
};

}  // namespace rtswap
