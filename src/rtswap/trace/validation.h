// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "rtswap/model/named.h"
#include "rtswap/trace/trace.h"

namespace rtswap {

// What a trace has to keep; docs/trace.md says each in full.
enum class Rule : std::uint8_t {
  kComplete,  // nothing of the trace is missing
  kJobLife,   // a job's events come in the order of its life, and none is left out
  kRelease,   // at phase + index * period, one after the other
  kJobOrder,  // jobs of a task run in the order of their releases
  kOneJob,    // one job at a time has the device
  kPolicy,    // each grant is the policy's choice among the ready jobs
  kResponse,  // done within the promised response bound
  kDeadline,  // of a task with a promise: done by its deadline
  kFirm,      // of any k jobs in a row of a firm task, m meet their deadlines
  kExec,      // a group computes no longer than its execution bound
  kLoad,      // a load takes the link no longer than its bound
  kContent,   // a group runs on its own weights, all of them, and nobody overwrites them meanwhile
  kMemory,    // what is resident fits the limit
};

inline constexpr std::array<Named<Rule>, 13> kRuleNames = {{
    {"complete", Rule::kComplete},
    {"job life", Rule::kJobLife},
    {"release", Rule::kRelease},
    {"job order", Rule::kJobOrder},
    {"one job", Rule::kOneJob},
    {"policy", Rule::kPolicy},
    {"response bound", Rule::kResponse},
    {"deadline", Rule::kDeadline},
    {"firm window", Rule::kFirm},
    {"execution bound", Rule::kExec},
    {"load bound", Rule::kLoad},
    {"content", Rule::kContent},
    {"memory limit", Rule::kMemory},
}};

struct Violation {
  Rule rule = Rule::kComplete;
  std::size_t event = 0;  // its place in the trace
  std::string what;

  bool operator==(const Violation&) const = default;
};

// What is wrong with a trace: how often each rule was broken, and where first.
struct Validation {
  std::array<std::uint64_t, kRuleNames.size()> violations{};  // by Rule
  std::optional<Violation> first;
  // What was looked at.
  std::uint64_t jobs = 0, misses = 0, aborted = 0, skipped = 0, groups = 0, loads = 0;
  // What groups and loads took beyond their bounds, all together, in the worst kInterruptionWindow.
  Nanos most_lost{0};

  bool is_clean() const { return !first; }
  std::uint64_t count(Rule rule) const { return violations[static_cast<std::size_t>(rule)]; }
  void add(Rule rule, std::size_t event, std::string what) {
    ++violations[static_cast<std::size_t>(rule)];
    if (!first || event < first->event) first = Violation{rule, event, std::move(what)};
  }
};

// Checks everything that a run, or the simulator, promises: by the same policies and bounds, from
// the events alone. Pure. A trace with a hole is not looked at further.
Validation validate(const Trace& trace);

}  // namespace rtswap
