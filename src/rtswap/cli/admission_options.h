// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/analysis/network_costs.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// What commands that judge a task set before its start have in common.
struct AdmissionOptions {
  std::vector<std::string> profiles;  // files; none: measure now
  std::string plan;                   // a file; empty: the planner's
  int margin_percent = 20;
  int runs = 20;  // of what is measured now

  void add_to(CLI::App& command);
  // Just what tells times without measuring.
  void add_profiles_to(CLI::App& command);
  Margin margin() const { return {margin_percent}; }
};

}  // namespace rtswap
