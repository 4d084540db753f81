// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/validation_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rtswap/model/profile.h"

namespace rtswap {
namespace {

// Shown before and after the first violation.
constexpr std::size_t kBefore = 8, kAfter = 6;

double milliseconds(Nanos t) { return static_cast<double>(t.count()) / 1e6; }

std::string subject(const TraceHeader& header, const Event& event) {
  std::string text;
  if (event.kind <= EventKind::kSkip)
    text = fmt::format("{} job {}", header.tasks[event.task].name, event.job);
  if (event.network == Event::kNone) return text;
  return fmt::format("{}{}{} group {}", text, text.empty() ? "" : ", ",
                     header.networks[event.network], event.group);
}

std::string_view load_class(const Event& event) {
  return event.detail == static_cast<std::uint8_t>(LoadClass::kRunning) ? "running" : "prefetch";
}

std::string chunks_text(const Event& event) {
  constexpr std::array<std::string_view, 3> kContents = {"nothing", "loading", "valid"};
  const auto content = std::min<std::size_t>(event.detail, kContents.size() - 1);
  return fmt::format("{} to {}: {}", event.chunk, event.chunk + event.value - 1,
                     kContents[content]);
}

std::string details(const Event& event) {
  const Nanos span(static_cast<std::int64_t>(event.value));
  switch (event.kind) {
    case EventKind::kRelease:
      return "thread ran " + human(span) + " later";
    case EventKind::kReady:
    case EventKind::kGrant:
    case EventKind::kResume:
      return fmt::format("number {}", event.value);
    case EventKind::kStall:
      return fmt::format(
          "{} for {}", human(span),
          event.detail == static_cast<std::uint8_t>(StallCause::kLoad) ? "its load" : "a place");
    case EventKind::kMiss:
      return human(span) + " late";
    case EventKind::kSkip:
      return fmt::format("{} releases", event.value);
    case EventKind::kLoadQueued:
      return fmt::format("{}, {} bytes", load_class(event), event.value);
    case EventKind::kLoadBegin:
      return std::string(load_class(event));
    case EventKind::kLoadEnd:
      return fmt::format("{}, {} on the link", load_class(event), human(span));
    case EventKind::kChunks:
      return chunks_text(event);
    default:
      return "";
  }
}

std::string first_text(const Trace& trace, const Violation& violation) {
  std::string text =
      fmt::format("violation of '{}': {}\n", name_of(kRuleNames, violation.rule), violation.what);
  if (trace.events.empty()) return text;
  const std::size_t at = std::min(violation.event, trace.events.size() - 1);
  const std::size_t end = std::min(at + kAfter + 1, trace.events.size());
  for (std::size_t i = at - std::min(at, kBefore); i < end; ++i) {
    fmt::format_to(std::back_inserter(text), "{} {}\n", i == violation.event ? "->" : "  ",
                   event_text(trace.header, trace.events[i]));
  }
  return text;
}

}  // namespace

std::string event_text(const TraceHeader& header, const Event& event) {
  std::string text =
      fmt::format("{:>14.6f} ms  {:<14} {:<32} {}", milliseconds(event.at),
                  name_of(kEventNames, event.kind), subject(header, event), details(event));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string validation_text(const Trace& trace, const Validation& validation) {
  std::string text;
  if (validation.first) {
    text += first_text(trace, *validation.first);
    for (const auto& rule : kRuleNames) {
      if (const auto count = validation.count(rule.value); count > 0)
        fmt::format_to(std::back_inserter(text), "{:>8} of '{}'\n", count, rule.name);
    }
  }
  fmt::format_to(std::back_inserter(text),
                 "{}: {} jobs ({} missed, {} given up, {} skipped), {} groups, {} loads, {} "
                 "events\n",
                 validation.is_clean() ? "valid" : "not valid", validation.jobs, validation.misses,
                 validation.aborted, validation.skipped, validation.groups, validation.loads,
                 trace.events.size());
  if (trace.header.timing) {
    fmt::format_to(std::back_inserter(text),
                   "groups and loads took {} beyond their bounds in the worst {}, of {} that are "
                   "counted\n",
                   human(validation.most_lost), human(kInterruptionWindow),
                   human(trace.header.timing->may_be_lost()));
  } else {
    text += "no bounds in this trace: times of groups and loads not checked\n";
  }
  if (std::ranges::none_of(trace.header.tasks,
                           [](const TracedTask& task) { return task.response_bound.has_value(); }))
    text += "no promise in this trace: missed deadlines are counted only\n";
  if (trace.header.clock_error > Nanos(0)) {
    fmt::format_to(std::back_inserter(text),
                   "the device's clock is known to {}, and what each job says on top\n",
                   human(trace.header.clock_error));
  }
  return text;
}

}  // namespace rtswap
