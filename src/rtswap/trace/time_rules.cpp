// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "rtswap/model/loss_window.h"
#include "rtswap/model/profile.h"
#include "rtswap/trace/rules.h"

namespace rtswap {
namespace {

struct Span {
  Nanos begin, end;
};

// Where the device is the host, threads that prepare and finish take processors from the group that
// computes and from the copy that runs beside it, and the analysis counts their time apart: when
// each task's thread did, in order. Elsewhere nothing.
std::vector<std::vector<Span>> host_work(const Trace& trace) {
  if (!trace.header.timing->host_shares_device) return {};
  std::vector<std::vector<Span>> work(trace.header.tasks.size());
  // Of late jobs several releases can lie before the end of the job before them.
  std::map<std::pair<std::uint16_t, std::uint32_t>, Nanos> woken;  // by task and job
  std::vector<Nanos> left(work.size(), Nanos(0));
  for (const Event& event : trace.events) {
    switch (event.kind) {
      case EventKind::kRelease:
        woken[{event.task, event.job}] = event.at + Nanos(static_cast<std::int64_t>(event.value));
        break;
      case EventKind::kReady:
        work[event.task].push_back({woken[{event.task, event.job}], event.at});
        woken.erase({event.task, event.job});
        break;
      case EventKind::kDeviceEnd:
        left[event.task] = event.at;
        break;
      case EventKind::kDone:
        work[event.task].push_back({left[event.task], event.at});
        break;
      default:
        break;
    }
  }
  return work;
}

Nanos overlap(const std::vector<std::vector<Span>>& work, Span with) {
  Nanos sum{0};
  for (const auto& spans : work) {
    for (auto span = std::ranges::upper_bound(spans, with.begin, {}, &Span::end);
         span != spans.end() && span->begin < with.end; ++span)
      sum += std::min(span->end, with.end) - std::max(span->begin, with.begin);
  }
  return sum;
}

// Where inputs cross the link as well: from a job's grant until its first group has taken its
// input, by task, in order.
std::vector<std::vector<Span>> input_times(const Trace& trace) {
  std::vector<std::vector<Span>> times(trace.header.tasks.size());
  for (const Event& event : trace.events) {
    if (event.kind == EventKind::kGrant)
      times[event.task].push_back({event.at, event.at});
    else if (event.kind == EventKind::kGroupEnd && event.group == 0 && !times[event.task].empty())
      times[event.task].back().end = event.at;
  }
  return times;
}

// A load is later by what crosses beside it.
Nanos beside_inputs(const std::vector<std::vector<Span>>& times, const SetTiming& timing,
                    Span load) {
  Nanos sum{0};
  for (std::size_t task = 0; task < times.size(); ++task) {
    const Nanos input = timing.tasks[task].input.bound;
    if (input == Nanos(0)) continue;
    for (auto time = std::ranges::upper_bound(times[task], load.begin, {}, &Span::end);
         time != times[task].end() && time->begin < load.end; ++time)
      sum += std::min(input, std::min(time->end, load.end) - std::max(time->begin, load.begin));
  }
  return sum;
}

// Single groups may take longer than their bounds, as long as no stretch of time has too much of
// it.
void check_execs(const Trace& trace, const std::vector<std::vector<Span>>& work,
                 Validation& validation) {
  const SetTiming& timing = *trace.header.timing;
  LossWindow window(kInterruptionWindow);
  Nanos begin{0};
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (event.kind == EventKind::kGroupBegin) begin = event.at;
    if (event.kind != EventKind::kGroupEnd) continue;
    const auto& groups = timing.tasks[event.task].groups;
    if (event.group >= groups.size()) continue;  // the job life rule says so
    const Nanos took = event.at - begin - overlap(work, {begin, event.at});
    const Nanos bound = groups[event.group].exec.bound;
    if (took <= bound) continue;
    const Nanos lost = window.add(Instant(event.at), took - bound);
    if (lost <= timing.interruptions.bound) continue;
    validation.add(
        Rule::kExec, i,
        fmt::format("group {} of job {} of {} computed for {}, its bound is {}; all groups "
                    "together may take {} more in {}, and took {}",
                    event.group, event.job, trace.header.tasks[event.task].name, human(took),
                    human(bound), human(timing.interruptions.bound), human(kInterruptionWindow),
                    human(lost)));
  }
}

// Of the tasks that use the network, the longest. A load that began as a prefetch may have been
// sent in smaller pieces to its end.
Nanos load_bound(const TraceHeader& header, const Event& end, bool began_as_prefetch) {
  const auto time = began_as_prefetch ? &GroupTiming::prefetch : &GroupTiming::load;
  Nanos bound{0};
  for (std::size_t task = 0; task < header.tasks.size(); ++task) {
    if (header.tasks[task].network == end.network)
      bound = std::max(bound, (header.timing->tasks[task].groups[end.group].*time).bound);
  }
  return bound;
}

// As groups may, single loads may take longer than their bounds. Loads at set-up have none to keep.
void check_loads(const Trace& trace, const std::vector<std::vector<Span>>& work,
                 Validation& validation) {
  const TraceHeader& header = trace.header;
  const Nanos may_be_late = header.timing->late_loads.bound;
  const auto inputs = input_times(trace);
  LossWindow window(kInterruptionWindow);
  struct Begin {
    Nanos at{0};
    bool is_prefetch = false;
  };
  std::map<std::pair<std::uint16_t, std::uint16_t>, Begin> begins;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (event.kind == EventKind::kLoadBegin)
      begins[{event.network, event.group}] = {
          event.at, event.detail == static_cast<std::uint8_t>(LoadClass::kPrefetch)};
    if (event.kind != EventKind::kLoadEnd || event.at < Nanos(0) ||
        header.plan.networks[event.network].groups[event.group].retained)
      continue;
    const Begin begin = begins[{event.network, event.group}];
    const Span load{begin.at, event.at};
    const Nanos took = Nanos(static_cast<std::int64_t>(event.value)) - overlap(work, load) -
                       beside_inputs(inputs, *header.timing, load);
    const Nanos bound = load_bound(header, event, begin.is_prefetch);
    if (took <= bound) continue;
    const Nanos late = window.add(Instant(event.at), took - bound);
    if (late <= may_be_late) continue;
    validation.add(
        Rule::kLoad, i,
        fmt::format("group {} of {} took the link for {}, its bound is {}; all loads "
                    "together may take {} more in {}, and took {}",
                    event.group, header.networks[event.network], human(took), human(bound),
                    human(may_be_late), human(kInterruptionWindow), human(late)));
  }
}

}  // namespace

void check_times(const Trace& trace, Validation& validation) {
  if (!trace.header.timing) return;
  const auto work = host_work(trace);
  check_execs(trace, work, validation);
  check_loads(trace, work, validation);
}

}  // namespace rtswap
