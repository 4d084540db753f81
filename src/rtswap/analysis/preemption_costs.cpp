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

// A group with its load, until the device is free when the job stops behind it: loads for the
// groups that come are given up, which takes what the link holds. On the host a launch is the work
// itself; elsewhere the group runs meanwhile. Behind the last one there is nothing to give up.
Nanos stretch(const TaskTiming& task, const OnLink& link, std::size_t k, bool launches_ahead) {
  const GroupTiming& group = task.groups[k];
  const Nanos load = group.retained ? Nanos(0) : group.load.bound;
  const Nanos flight = k + 1 < task.groups.size() ? link.flight : Nanos(0);
  if (!launches_ahead) return load + group.exec.bound + flight;
  return load + std::max(group.exec.bound, flight);
}

// From the decision in front of group k, with which the job went on, until the device is free at
// the next one. It comes when group k - 2 has run, and k - 1 may still wait for what is on the
// link.
Nanos stretch_between(const TaskTiming& task, const OnLink& link, std::size_t k) {
  const bool waits = !task.groups[k].retained || !task.groups[k - 1].retained;
  const Nanos before = waits ? std::max(link.window, link.flight) + link.input : link.window;
  return before + task.groups[k - 1].exec.bound + stretch(task, link, k, true);
}

// From a grant, or where the job goes on after it was preempted. On the host that is no less than
// between two decisions: at the first one, the loads of all groups in front of it have arrived.
Nanos longest_stretch(const TaskTiming& task, const SetTiming& timing) {
  const OnLink link = on_link(task, timing);
  const bool launches_ahead = !timing.host_shares_device;
  Nanos longest{0};
  for (std::size_t k = 0; k < task.groups.size(); ++k) {
    const Nanos before = timing.dispatch.bound + link.window + link.input;
    longest = std::max(longest, before + stretch(task, link, k, launches_ahead));
    if (launches_ahead && k > 0) longest = std::max(longest, stretch_between(task, link, k));
  }
  return longest;
}

// By how much later than its last group has run the device is free of a preempted job.
Nanos longest_giving_up(const TaskTiming& task, const SetTiming& timing) {
  const Nanos flight = on_link(task, timing).flight;
  if (timing.host_shares_device) return flight;
  const auto before_last = std::span(task.groups).first(task.groups.size() - 1);
  Nanos longest{0};
  for (const GroupTiming& group : before_last)
    longest = std::max(longest, flight - group.exec.bound);
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
      const Nanos alone =
          lost[k] + longest_giving_up(timing.tasks[k], timing) + timing.dispatch.bound + window;
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
