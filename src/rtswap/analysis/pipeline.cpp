// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/pipeline.h"

#include <algorithm>

namespace rtswap {
namespace {

Nanos time_of(const BoundedTime& time, Times times) {
  return times == Times::kBound ? time.bound : time.median;
}

// Calls `visit(k, load_end)` for each group after its exec_end[k] is known; load_end is 0 for a
// retained one. Returns how long the device waited for loads.
template <typename Visit>
Nanos walk(std::span<const GroupTiming> groups, Times times, Nanos link_free,
           std::vector<Nanos>& exec_end, const Visit& visit) {
  exec_end.clear();
  Nanos link = link_free, device{0}, stall{0};
  for (const GroupTiming& group : groups) {
    Nanos load_end{0};
    if (!group.retained) {
      if (group.place_free_after >= 0)
        link = std::max(link, exec_end[static_cast<std::size_t>(group.place_free_after)]);
      load_end = link = link + time_of(group.load, times);
    }
    stall += std::max(Nanos(0), load_end - device);
    device = std::max(device, load_end) + time_of(group.exec, times);
    exec_end.push_back(device);
    visit(load_end);
  }
  return stall;
}

}  // namespace

PipelineRun pipeline(std::span<const GroupTiming> groups, Times times, Nanos link_free) {
  PipelineRun run;
  run.stall = walk(groups, times, link_free, run.exec_end,
                   [&](Nanos load_end) { run.load_end.push_back(load_end); });
  if (!groups.empty()) run.makespan = run.exec_end.back();
  return run;
}

Nanos cold_makespan(std::span<const GroupTiming> groups, Times times, Nanos link_free,
                    std::vector<Nanos>& scratch) {
  walk(groups, times, link_free, scratch, [](Nanos) {});
  return groups.empty() ? Nanos(0) : scratch.back();
}

}  // namespace rtswap
