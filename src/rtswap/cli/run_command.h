// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/cli/admission_options.h"
#include "rtswap/cli/what_if.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// `rtswap run TASKS.yaml`: loads, plans and runs a task set, and reports.
class RunCommand {
 public:
  // Returns the subcommand, which `app` owns.
  CLI::App* add_to(CLI::App& app);
  // 0 when every deadline was met, 1 when one was missed; throws dn::Error.
  int execute() const;

 private:
  std::string tasks_file_;
  std::string results_;  // empty: standard output unless that is a terminal
  std::string summary_;
  std::string trace_;  // empty: none
  bool validate_ = false;
  AdmissionOptions options_;
  WhatIf what_if_;
  bool force_ = false;
  bool quiet_ = false;
};

}  // namespace rtswap
