// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/model/task_set.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// Options of a command that try something else than the tasks file says.
class WhatIf {
 public:
  // The options are kept in *this, which must stay where it is until changed().
  void add_to(CLI::App& command);
  // For commands that run the set, or simulate it.
  void add_duration_to(CLI::App& command);

  // After parsing: the set with what the options change. Throws dn::bad_input that names the
  // option.
  TaskSetSpec changed(TaskSetSpec set) const;

 private:
  std::string memory_limit_, link_, policy_, preemption_, duration_;  // empty: as the file says
};

}  // namespace rtswap
