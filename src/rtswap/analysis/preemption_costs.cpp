// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/preemption_costs.h"

#include <algorithm>

#include "rtswap/analysis/pipeline.h"

namespace rtswap {
namespace {

// The groups from `first` on, as a job has them that goes on there.
std::vector<GroupTiming> rest_of(std::span<const GroupTiming> groups, std::size_t first) {
  std::vector<GroupTiming> rest(groups.begin() + static_cast<std::ptrdiff_t>(first), groups.end());
  for (GroupTiming& group : rest)
    group.place_free_after = std::max(-1, group.place_free_after - static_cast<int>(first));
  return rest;
}

bool has_boundary(const TaskTiming& task) { return task.groups.size() > 1; }

bool streams(const TaskTiming& task) {
  return !std::ranges::all_of(task.groups, &GroupTiming::retained);
}

// What may be on the link besides the load of a group that is waited for; nothing where the job
// loads nothing.
struct OnLink {
  Nanos window{0};  // prefetches, from its grant on
  Nanos flight{0};  // its own loads
  Nanos input{0};
};

OnLink on_link(const TaskTiming& task, const SetTiming& timing) {
  if (!streams(task)) return {};
  return {timing.window.bound, timing.flight.bound, task.input.bound};
}

// A group with its load. While it runs, loads for those behind it are given up, which takes what
// the link holds.
Nanos stretch(const GroupTiming& group, const OnLink& link) {
  const Nanos load = group.retained ? Nanos(0) : group.load.bound;
  return load + std::max(group.exec.bound, link.flight);
}

// From the decision in front of group k, with which the job went on, until the device is free at
// the next one. On the host a launch is the work itself. Elsewhere the decision comes when group
// k - 2 has run, and k - 1 may still wait for what is on the link.
Nanos stretch_between(const TaskTiming& task, const OnLink& link, std::size_t k,
                      bool launches_ahead) {
  const GroupTiming* const ahead = launches_ahead ? &task.groups[k - 1] : nullptr;
  const bool waits = !task.groups[k].retained || (ahead != nullptr && !ahead->retained);
  Nanos before = waits ? std::max(link.window, link.flight) + link.input : link.window;
  if (ahead != nullptr) before += ahead->exec.bound;
  return before + stretch(task.groups[k], link);
}

Nanos longest_stretch(const TaskTiming& task, const SetTiming& timing) {
  const OnLink link = on_link(task, timing);
  Nanos longest{0};
  for (std::size_t k = 0; k < task.groups.size(); ++k) {
    // From a grant, or where the job goes on after it was preempted.
    const Nanos before = timing.dispatch.bound + link.window + link.input;
    longest = std::max(longest, before + stretch(task.groups[k], link));
    if (k > 0)
      longest = std::max(longest, stretch_between(task, link, k, !timing.host_shares_device));
  }
  return longest;
}

}  // namespace

Nanos lost_by_preemption(std::span<const GroupTiming> groups) {
  const PipelineRun whole = pipeline(groups, Times::kBound);
  std::vector<Nanos> scratch;
  Nanos most{0};
  for (std::size_t first = 1; first < groups.size(); ++first) {
    const Nanos rest = cold_makespan(rest_of(groups, first), Times::kBound, Nanos(0), scratch);
    most = std::max(most, whole.exec_end[first - 1] + rest - whole.makespan);
  }
  return most;
}

std::vector<PreemptionCosts> preemption_costs(const TaskSetSpec& set, const SetTiming& timing,
                                              std::span<const std::uint32_t> levels,
                                              std::span<const DeviceBound> bounds) {
  std::vector<PreemptionCosts> costs(levels.size());
  std::vector<Nanos> lost;
  const std::uint32_t highest = *std::ranges::max_element(levels);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const TaskTiming& task = timing.tasks[i];
    const Nanos whole = bounds[i].total();
    costs[i].longest_group = costs[i].last_group = whole;
    if (levels[i] < highest && has_boundary(task)) {
      costs[i].longest_group =
          std::min(whole, with_host_phases(set, timing, longest_stretch(task, timing)));
      costs[i].last_group = std::min(task.groups.back().exec.bound, costs[i].longest_group);
    }
    lost.push_back(lost_by_preemption(task.groups));
  }
  for (std::size_t i = 0; i < levels.size(); ++i) {
    for (std::size_t k = 0; k < levels.size(); ++k) {
      // What a best-effort job has to load again delays nobody that is promised anything.
      if (levels[k] >= levels[i] || set.tasks[k].best_effort || !has_boundary(timing.tasks[k]))
        continue;
      const Nanos window = streams(timing.tasks[k]) ? timing.window.bound : Nanos(0);
      const Nanos alone = lost[k] + timing.dispatch.bound + window;
      costs[i].reload = std::max(costs[i].reload, with_host_phases(set, timing, alone));
    }
  }
  return costs;
}

void add_levels(std::span<const std::uint32_t> levels, std::span<const PreemptionCosts> costs,
                std::span<DeviceTask> tasks) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    tasks[i].level = levels[i];
    tasks[i].longest_group = costs[i].longest_group;
    tasks[i].last_group = costs[i].last_group;
    tasks[i].reload = costs[i].reload;
  }
}

}  // namespace rtswap
