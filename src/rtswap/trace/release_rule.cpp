// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <vector>

#include "rtswap/trace/rules.h"
#include "rtswap/trace/trace_format.h"

namespace rtswap {

Nanos release_of(const TracedTask& task, std::uint64_t job) {
  constexpr Nanos kFar = kLongestTraced * 10;
  const auto periods = static_cast<std::uint64_t>((kFar - task.phase) / task.period);
  return job > periods ? kFar : task.phase + task.period * static_cast<std::int64_t>(job);
}

void check_releases(const Trace& trace, Validation& validation) {
  std::vector<std::uint64_t> next(trace.header.tasks.size(), 0);
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (event.kind != EventKind::kRelease && event.kind != EventKind::kSkip) continue;
    const TracedTask& task = trace.header.tasks[event.task];
    std::uint64_t& expected = next[event.task];
    if (event.job != expected) {
      validation.add(
          Rule::kRelease, i,
          fmt::format("job {} of {} where job {} comes next", event.job, task.name, expected));
    }
    if (event.kind == EventKind::kSkip) {
      expected = event.job + event.value;
      continue;
    }
    expected = std::uint64_t{event.job} + 1;
    if (const Nanos wanted = release_of(task, event.job); wanted != event.at) {
      validation.add(Rule::kRelease, i,
                     fmt::format("job {} of {} is released {} ns off its phase and period",
                                 event.job, task.name, (event.at - wanted).count()));
    }
  }
}

}  // namespace rtswap
