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

// `darknet rtswap plan TASKS.yaml`: prints the plan that a run would follow, draws it, stores it.
class PlanCommand {
 public:
  // The options are kept in *this, which must stay where it is until execute().
  CLI::App* add_to(CLI::App& app);
  // After parsing; returns the exit code.
  int execute() const;

 private:
  std::string tasks_file_;
  AdmissionOptions options_;
  WhatIf what_if_;
  std::string output_;   // empty: none
  std::string picture_;  // empty: none
};

}  // namespace rtswap
