// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rtswap/trace/content_history.h"
#include "rtswap/trace/rules.h"

namespace rtswap {
namespace {

// A group of a job while it computed.
struct GroupRun {
  std::size_t begin, end;  // events
  Nanos clock_error;
};

// With the error of the clock of each turn of a job, which is known when it leaves the device.
std::vector<GroupRun> group_runs(const Trace& trace) {
  std::vector<GroupRun> runs;
  std::size_t begin = 0, first_of_turn = 0;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (event.kind == EventKind::kGroupBegin) begin = i;
    if (event.kind == EventKind::kGroupEnd) runs.push_back({begin, i, trace.header.clock_error});
    if (event.kind != EventKind::kDeviceEnd && event.kind != EventKind::kPreempt) continue;
    for (; first_of_turn < runs.size(); ++first_of_turn)
      runs[first_of_turn].clock_error += Nanos(static_cast<std::int64_t>(event.value));
  }
  return runs;
}

bool is_in_its_place(const TracedLoad& load, const LayerGroup& group, Placement placement) {
  if (placement == Placement::kRemap && !group.retained)
    return load.chunks.size() == group.chunks.size();
  return std::ranges::is_permutation(load.chunks, group.chunks);
}

std::string found_against(const ContentHistory& history, const Trace& trace, const GroupRun& run) {
  const Event& begin = trace.events[run.begin];
  const Event& end = trace.events[run.end];
  const LayerGroup& group = trace.header.plan.networks[begin.network].groups[begin.group];
  const TracedLoad* load =
      history.last_complete(begin.network, begin.group, begin.at + run.clock_error);
  if (load == nullptr) return "begins before any load of it has ended";
  if (!is_in_its_place(*load, group, trace.header.placement)) return "is not in its place";
  const auto lost = history.end_of_content(*load);
  if (!lost || *lost >= end.at - run.clock_error) return "";
  return fmt::format("has its content until {} only", human(*lost));
}

}  // namespace

void check_content(const Trace& trace, Validation& validation) {
  const ContentHistory history(trace);
  for (const auto& contradiction : history.contradictions())
    validation.add(Rule::kContent, contradiction.event, contradiction.what);
  for (const GroupRun& run : group_runs(trace)) {
    const Event& event = trace.events[run.begin];
    if (trace.header.plan.networks[event.network].groups[event.group].chunks.empty()) continue;
    const std::string what = found_against(history, trace, run);
    if (what.empty()) continue;
    validation.add(Rule::kContent, run.begin,
                   fmt::format("group {} of job {} of {} {}", event.group, event.job,
                               trace.header.tasks[event.task].name, what));
  }
}

}  // namespace rtswap
