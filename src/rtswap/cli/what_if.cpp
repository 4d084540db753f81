// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/what_if.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "rtswap/cli/option_value.h"
#include "rtswap/config/units.h"

namespace rtswap {
namespace {

// The tasks file had no need to say them if its own policy is another one.
void require_priorities(const TaskSetSpec& set) {
  for (const TaskSpec& task : set.tasks) {
    if (!task.priority && !task.best_effort)
      fail_option("policy", fmt::format("fp needs a priority of every task; '{}' has none in {}",
                                        task.name, set.file));
  }
}

}  // namespace

void WhatIf::add_to(CLI::App& command) {
  command.add_option("--memory_limit", memory_limit_, "Instead of the file's, such as 512MiB");
  command.add_option("--link", link_,
                     "Instead of the file's link bandwidth, such as 4GB/s, where it is slower than "
                     "the real one");
  command.add_option("--policy", policy_, "Instead of the file's: edf, dm, rm, fp or fifo");
  command.add_option("--preemption", preemption_, "Instead of the file's: none or group");
}

void WhatIf::add_duration_to(CLI::App& command) {
  command.add_option("--duration", duration_,
                     "Releases before this time, such as 10s, instead of what the file says");
}

TaskSetSpec WhatIf::changed(TaskSetSpec set) const {
  if (!memory_limit_.empty()) {
    set.memory_limit = quantity_option("memory_limit", memory_limit_, parse_size);
  }
  if (!link_.empty()) {
    const Nanos latency = set.link ? set.link->latency : Nanos(0);
    set.link = LinkSpec{quantity_option("link", link_, parse_bandwidth), latency};
  }
  if (!policy_.empty()) {
    set.policy = choice_option("policy", policy_, kPolicyNames);
    if (set.policy == PolicyKind::kFp) require_priorities(set);
  }
  if (!preemption_.empty())
    set.preemption = choice_option("preemption", preemption_, kPreemptionNames);
  if (!duration_.empty()) {
    set.duration = quantity_option("duration", duration_, parse_duration);
    set.jobs.reset();
  }
  return set;
}

}  // namespace rtswap
