// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <vector>

#include "rtswap/trace/rules.h"
#include "rtswap/trace/traced_releases.h"

namespace rtswap {
namespace {

// What has been released of a task.
struct Released {
  std::uint64_t next = 0;  // the job that comes next
  // The last release, by which the next one of a sporadic task may not come too soon.
  std::uint64_t last = 0;
  Nanos last_at{0};
};

// Sporadic: each job at least a period after the one before it, those left out as well.
bool is_too_soon(const TracedTask& task, const Released& released, const Event& event) {
  if (event.at < released.last_at) return true;
  if (event.job <= released.last) return false;
  const auto periods = static_cast<std::uint64_t>((event.at - released.last_at) / task.period);
  return periods < event.job - released.last;
}

class ReleaseChecker {
 public:
  ReleaseChecker(const Trace& trace, Validation& validation)
      : trace_(trace), validation_(validation), releases_(trace) {
    for (const TracedTask& task : trace.header.tasks) released_.push_back({0, 0, task.phase});
  }

  void check() {
    for (std::size_t i = 0; i < trace_.events.size(); ++i) {
      const Event& event = trace_.events[i];
      if (event.kind != EventKind::kRelease && event.kind != EventKind::kSkip) continue;
      Released& released = released_[event.task];
      check_order(i, released);
      if (event.kind == EventKind::kSkip) {
        released.next = event.job + event.value;
        continue;
      }
      check_instant(i, released);
      released = {std::uint64_t{event.job} + 1, event.job, event.at};
    }
  }

 private:
  void check_order(std::size_t i, const Released& released) {
    const Event& event = trace_.events[i];
    if (event.job == released.next) return;
    validation_.add(Rule::kRelease, i,
                    fmt::format("job {} of {} where job {} comes next", event.job,
                                task_of(event).name, released.next));
  }

  void check_instant(std::size_t i, const Released& released) {
    const Event& event = trace_.events[i];
    const TracedTask& task = task_of(event);
    if (task.sporadic) {
      if (!is_too_soon(task, released, event)) return;
      validation_.add(Rule::kRelease, i,
                      fmt::format("job {} of {} is released less than {} after the job before it",
                                  event.job, task.name, human(task.period)));
    } else if (const Nanos wanted = releases_.of(event.task, event.job); wanted != event.at) {
      validation_.add(Rule::kRelease, i,
                      fmt::format("job {} of {} is released {} ns off its phase and period",
                                  event.job, task.name, (event.at - wanted).count()));
    }
  }

  const TracedTask& task_of(const Event& event) const { return trace_.header.tasks[event.task]; }

  const Trace& trace_;
  Validation& validation_;
  const TracedReleases releases_;
  std::vector<Released> released_;  // by task
};

}  // namespace

void check_releases(const Trace& trace, Validation& validation) {
  ReleaseChecker(trace, validation).check();
}

}  // namespace rtswap
