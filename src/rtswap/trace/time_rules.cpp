// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
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

// What a group or a load took beyond its bound.
struct Excess {
  Rule rule;
  std::string what;
  Nanos took, bound;
};

// Follows a trace, event by event.
class Excesses {
 public:
  explicit Excesses(const Trace& trace)
      : header_(trace.header), work_(host_work(trace)), inputs_(input_times(trace)) {}

  std::optional<Excess> next(const Event& event) {
    switch (event.kind) {
      case EventKind::kGroupBegin:
        group_begin_ = event.at;
        return {};
      case EventKind::kGroupEnd:
        return of_group(event);
      case EventKind::kLoadBegin:
        load_begins_[{event.network, event.group}] = {
            event.at, event.detail == static_cast<std::uint8_t>(LoadClass::kPrefetch)};
        return {};
      case EventKind::kLoadEnd:
        return of_load(event);
      default:
        return {};
    }
  }

 private:
  std::optional<Excess> of_group(const Event& end) const {
    const auto& groups = header_.timing->tasks[end.task].groups;
    if (end.group >= groups.size()) return {};  // the job life rule says so
    const Nanos took = end.at - group_begin_ - overlap(work_, {group_begin_, end.at});
    const Nanos bound = groups[end.group].exec.bound;
    if (took <= bound) return {};
    return Excess{Rule::kExec,
                  fmt::format("group {} of job {} of {} computed", end.group, end.job,
                              header_.tasks[end.task].name),
                  took, bound};
  }

  // Loads at set-up have no bounds to keep.
  std::optional<Excess> of_load(const Event& end) {
    if (end.at < Nanos(0) || header_.plan.networks[end.network].groups[end.group].retained)
      return {};
    const LoadBegin begin = load_begins_[{end.network, end.group}];
    const Span load{begin.at, end.at};
    const Nanos took = Nanos(static_cast<std::int64_t>(end.value)) - overlap(work_, load) -
                       beside_inputs(inputs_, *header_.timing, load);
    const Nanos bound = load_bound(header_, end, begin.is_prefetch);
    if (took <= bound) return {};
    return Excess{
        Rule::kLoad,
        fmt::format("group {} of {} took the link", end.group, header_.networks[end.network]), took,
        bound};
  }

  struct LoadBegin {
    Nanos at{0};
    bool is_prefetch = false;
  };
  const TraceHeader& header_;
  std::vector<std::vector<Span>> work_, inputs_;
  Nanos group_begin_{0};
  std::map<std::pair<std::uint16_t, std::uint16_t>, LoadBegin> load_begins_;
};

}  // namespace

// Single groups and loads may take longer than their bounds, as long as no stretch of time has too
// much of it. What the analysis counts is the sum, whichever of the two it happens to.
void check_times(const Trace& trace, Validation& validation) {
  if (!trace.header.timing) return;
  const SetTiming& timing = *trace.header.timing;
  const Nanos may_be_lost = timing.may_be_lost();
  Excesses excesses(trace);
  LossWindow window(kInterruptionWindow);
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const std::optional<Excess> excess = excesses.next(trace.events[i]);
    if (!excess) continue;
    const Nanos lost = window.add(Instant(trace.events[i].at), excess->took - excess->bound);
    if (lost <= may_be_lost) continue;
    validation.add(
        excess->rule, i,
        fmt::format("{} for {}, its bound is {}; all groups and loads together may take {} more in "
                    "{}, and took {}",
                    excess->what, human(excess->took), human(excess->bound), human(may_be_lost),
                    human(kInterruptionWindow), human(lost)));
  }
  validation.most_lost = window.most();
}

}  // namespace rtswap
