// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/set_timing.h"

#include <algorithm>
#include <numeric>

#include "rtswap/analysis/pipeline.h"

namespace rtswap {
namespace {

using dn::Bytes;

// A busy period this long is none that a deadline could wait for.
constexpr Nanos kEndless = std::chrono::hours(1);
// Where the host's phases take nearly all of its time, the search comes closer to its end in tiny
// steps: then none is known.
constexpr int kMostSteps = 10'000;

// The last group before each that has a chunk in common with it; -1 where there is none.
std::vector<int> last_users(const NetworkPlan& plan) {
  std::vector<int> last_user, free_after;
  for (const LayerGroup& group : plan.groups) {
    int before = -1;
    for (const std::uint32_t chunk : group.chunks) {
      if (chunk >= last_user.size()) last_user.resize(chunk + 1, -1);
      before = std::max(before, last_user[chunk]);
      last_user[chunk] = static_cast<int>(free_after.size());
    }
    free_after.push_back(before);
  }
  return free_after;
}

Bytes largest_streamed(const SwapPlan& plan) {
  Bytes largest;
  for (const NetworkPlan& network : plan.networks) {
    for (const LayerGroup& group : network.groups) {
      if (!group.retained) largest = std::max(largest, group.size);
    }
  }
  return largest;
}

// What all tasks' phases may take of a window of that length. Preparing begins at most a wake-up
// after a release; a result is made at any instant between release and deadline, so one more job
// may have its in the window than are released there. (That it is not later is what is to be
// proven: as long as nobody was late, it holds.)
Nanos host_work_within(const TaskSetSpec& set, const SetTiming& timing, Nanos window) {
  Nanos work{0};
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const TaskSpec& task = set.tasks[i];
    work += timing.tasks[i].prepare.bound * ((window + timing.wake.bound) / task.period + 1);
    // A best-effort job may be late, and the next one done at once.
    const Nanos latest = task.best_effort ? task.period : task.deadline;
    work += timing.tasks[i].finish.bound * ((window + latest) / task.period + 1);
  }
  return work;
}

// The smallest t with t = start + the host's work within t.
std::optional<Nanos> with_host_work(const TaskSetSpec& set, const SetTiming& timing, Nanos start) {
  Nanos time = start;
  for (int step = 0; step < kMostSteps && time < kEndless; ++step) {
    const Nanos next = start + host_work_within(set, timing, time);
    if (next == time) return time;
    time = next;
  }
  return std::nullopt;
}

BoundedTime sum_of(const BoundedTime& a, const BoundedTime& b) {
  return {a.median + b.median, a.p99 + b.p99, a.bound + b.bound};
}

// What orders tasks under policies that rank tasks; the smaller goes first.
std::int64_t rank_key(PolicyKind policy, const TaskSpec& task) {
  if (policy == PolicyKind::kRm) return task.period.count();
  if (policy == PolicyKind::kFp) return -static_cast<std::int64_t>(task.priority.value_or(0));
  return task.deadline.count();
}

// Places in the order of the policy, and of the tasks where that is equal (sched/policy.h).
std::vector<std::int64_t> ranks(const TaskSetSpec& set) {
  std::vector<std::size_t> order(set.tasks.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {},
                           [&](std::size_t i) { return rank_key(set.policy, set.tasks[i]); });
  std::vector<std::int64_t> ranks(order.size());
  for (std::size_t place = 0; place < order.size(); ++place)
    ranks[order[place]] = static_cast<std::int64_t>(place);
  return ranks;
}

}  // namespace

std::vector<GroupTiming> time_groups(const NetworkPlan& plan, const NetworkCosts& costs,
                                     const LinkCosts& link) {
  const std::vector<int> free_after = last_users(plan);
  std::vector<GroupTiming> groups;
  for (std::size_t g = 0; g < plan.groups.size(); ++g) {
    const LayerGroup& group = plan.groups[g];
    GroupTiming& timing = groups.emplace_back();
    timing.exec = costs.exec(group.first_step, group.last_step);
    timing.retained = group.retained;
    if (group.retained) continue;
    timing.bytes = group.size;
    timing.load = link.load(group.size, plan.tier);
    timing.prefetch = link.prefetch(group.size, plan.tier);
    timing.place_free_after = free_after[g];
  }
  return groups;
}

void set_losses(SetTiming& timing, const SetCosts& costs, std::optional<Tier> streamed_from) {
  timing.interruptions = costs.host_stops;
  timing.late_loads = {};
  for (const NetworkCosts& network : costs.networks) {
    if (network.interruptions().bound > timing.interruptions.bound)
      timing.interruptions = network.interruptions();
  }
  if (!streamed_from) return;
  timing.late_loads = costs.link.late_loads(*streamed_from);
}

SetTiming time_set(const SwapPlan& plan, const SetCosts& costs) {
  SetTiming timing;
  std::vector<std::vector<GroupTiming>> networks;
  for (std::size_t n = 0; n < plan.networks.size(); ++n)
    networks.push_back(time_groups(plan.networks[n], costs.networks[n], costs.link));
  for (std::size_t i = 0; i < costs.task_networks.size(); ++i) {
    TaskTiming& task = timing.tasks.emplace_back();
    task.groups = networks[costs.task_networks[i]];
    task.prepare = costs.prepare[i];
    task.finish = costs.finish[i];
    task.input = costs.link.load(costs.inputs[i]);
    if (costs.pictures[i] > Bytes(0) && !task.groups.empty())
      task.groups.front().exec =
          sum_of(task.groups.front().exec, costs.link.load(costs.pictures[i]));
    const bool looks = costs.looks_always || plan.level_of(i) < plan.highest_level();
    for (GroupTiming& group : task.groups) {
      if (looks) group.exec.bound += costs.look;
      // The host is woken when the load is on its way, to launch the group.
      if (group.retained) continue;
      group.exec.bound += costs.handover.median;
    }
  }
  timing.dispatch = costs.dispatch;
  timing.wake = costs.wake;
  timing.host_shares_device = costs.host_shares_device;
  std::optional<Tier> streamed_from;
  if (const Bytes largest = largest_streamed(plan); largest > Bytes(0)) {
    streamed_from = plan.uses_files() ? Tier::kFile : Tier::kHostMemory;
    timing.window = costs.link.window(largest, *streamed_from);
    timing.flight = costs.link.flight(largest, *streamed_from);
  }
  set_losses(timing, costs, streamed_from);
  return timing;
}

std::vector<DeviceBound> device_bounds(const TaskSetSpec& set, const SetTiming& timing) {
  std::vector<DeviceBound> bounds;
  std::vector<Nanos> scratch;
  for (const TaskTiming& task : timing.tasks) {
    DeviceBound& bound = bounds.emplace_back();
    // What others have on the link delays loads, and nothing else.
    const bool streams = !std::ranges::all_of(task.groups, &GroupTiming::retained);
    bound.dispatch = timing.dispatch.bound + (streams ? timing.window.bound : Nanos(0));
    for (const GroupTiming& group : task.groups) bound.computing += group.exec.bound;
    bound.loading = cold_makespan(task.groups, Times::kBound, Nanos(0), scratch) - bound.computing;
    if (streams) bound.loading += task.input.bound;
    const Nanos alone = bound.total();
    bound.host = with_host_phases(set, timing, alone) - alone;
  }
  return bounds;
}

Nanos with_host_phases(const TaskSetSpec& set, const SetTiming& timing, Nanos alone) {
  if (!timing.host_shares_device) return alone;
  return with_host_work(set, timing, alone).value_or(kEndless);
}

std::optional<HostBudget> host_budget(const TaskSetSpec& set, const SetTiming& timing) {
  const std::optional<Nanos> phases = with_host_work(set, timing, Nanos(0));
  if (!phases) return std::nullopt;
  const Nanos budget = timing.wake.bound + *phases;
  return HostBudget{budget, budget};
}

Interrupted interrupted_by(const TaskSetSpec& set, const SetTiming& timing) {
  const Nanos lost = timing.may_be_lost();
  return {kInterruptionWindow, lost > Nanos(0) ? with_host_phases(set, timing, lost) : lost};
}

std::vector<DeviceTask> device_tasks(const TaskSetSpec& set, std::span<const DeviceBound> bounds,
                                     const HostBudget& host) {
  const std::vector<std::int64_t> rank = ranks(set);
  std::vector<DeviceTask> tasks;
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const TaskSpec& spec = set.tasks[i];
    DeviceTask& task = tasks.emplace_back();
    task.period = spec.period;
    task.deadline = spec.deadline - host.after;
    task.edf_deadline = spec.deadline;
    task.jitter = host.before;
    task.wcet = bounds[i].total();
    task.rank = rank[i];
    task.longest_group = task.last_group = task.wcet;
    task.best_effort = spec.best_effort;
  }
  return tasks;
}

}  // namespace rtswap
