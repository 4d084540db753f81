// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <optional>
#include <vector>

#include "rtswap/sched/firm_window.h"
#include "rtswap/trace/rules.h"
#include "rtswap/trace/traced_releases.h"

namespace rtswap {
namespace {

class FirmChecker {
 public:
  FirmChecker(const Trace& trace, Validation& validation)
      : trace_(trace),
        validation_(validation),
        releases_(trace),
        given_up_(trace.header.tasks.size(), false) {
    for (const TracedTask& task : trace.header.tasks) {
      auto& window = windows_.emplace_back();
      if (task.firm) window.emplace(*task.firm);
    }
  }

  void check() {
    for (std::size_t i = 0; i < trace_.events.size(); ++i) {
      const Event& event = trace_.events[i];
      if (event.kind > EventKind::kSkip || !windows_[event.task]) continue;
      FirmWindow& window = *windows_[event.task];
      const std::uint64_t broken = window.broken();
      look_at(event, window);
      if (window.broken() > broken) tell(i);
    }
  }

 private:
  void look_at(const Event& event, FirmWindow& window) {
    switch (event.kind) {
      case EventKind::kAbort:
        given_up_[event.task] = true;
        return;
      case EventKind::kDone: {
        const Nanos response = event.at - releases_.of(event.task, event.job);
        window.add(!given_up_[event.task] && response <= task_of(event).deadline);
        given_up_[event.task] = false;
        return;
      }
      case EventKind::kSkip:
        return window.add_lost(event.value);
      default:
        return;
    }
  }

  void tell(std::size_t i) {
    const Event& event = trace_.events[i];
    const TracedTask& task = task_of(event);
    const std::uint64_t last =
        event.kind == EventKind::kSkip ? event.job + event.value - 1 : std::uint64_t{event.job};
    validation_.add(Rule::kFirm, i,
                    fmt::format("of {} jobs of {}, up to job {}, fewer than {} met their deadlines",
                                task.firm->window, task.name, last, task.firm->met));
  }

  const TracedTask& task_of(const Event& event) const { return trace_.header.tasks[event.task]; }

  const Trace& trace_;
  Validation& validation_;
  const TracedReleases releases_;
  std::vector<std::optional<FirmWindow>> windows_;  // by task
  std::vector<bool> given_up_;                      // by task: its job that is under way
};

}  // namespace

void check_firm_windows(const Trace& trace, Validation& validation) {
  FirmChecker(trace, validation).check();
}

}  // namespace rtswap
