// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/admission.h"

#include <algorithm>

#include "darknet/base/error.h"
#include "rtswap/analysis/preemption_costs.h"

namespace rtswap {
namespace {

// As HostLink and StreamLink say.
LinkDepth depth_of(const ProfiledDevice& device) {
  return device.kind == "cpu" ? LinkDepth{1, 1} : LinkDepth{2, 8};
}

// The slowest of all in everything: a thread wakes no faster for one network than for another.
template <typename TimesOf>
TimeStats slowest(const std::vector<Profile>& profiles, const TimesOf& times_of) {
  TimeStats slowest;
  for (const Profile& profile : profiles) {
    const TimeStats& times = times_of(profile);
    slowest.median = std::max(slowest.median, times.median);
    slowest.p99 = std::max(slowest.p99, times.p99);
    slowest.max = std::max(slowest.max, times.max);
  }
  return slowest;
}

const TimeStats& handover_of(const Profile& profile) { return profile.host.handover; }
const TimeStats& wake_of(const Profile& profile) { return profile.host.wake; }
const TimeStats& calls_of(const Profile& profile) { return profile.calls.round_trip; }

// By how much a thread was ever later than usual, in one profile.
Nanos longest_stop(const std::vector<Profile>& profiles) {
  Nanos longest{0};
  for (const Profile& profile : profiles) {
    for (const TimeStats& times : {handover_of(profile), wake_of(profile), calls_of(profile)})
      longest = std::max(longest, times.max - times.median);
  }
  return longest;
}

void take_slower(LinkFit& slowest, const LinkFit& fit) {
  slowest.latency = std::max(slowest.latency, fit.latency);
  slowest.bandwidth = std::min(slowest.bandwidth, fit.bandwidth);
}

// Reading past the page cache, the slowest in everything of all directories that were measured.
std::optional<LinkProfile> slowest_files(const std::vector<Profile>& profiles) {
  std::optional<LinkProfile> slowest;
  for (const Profile& profile : profiles) {
    if (!profile.file || !profile.file->is_direct) continue;
    if (!slowest) slowest = profile.file->reads;
    take_slower(slowest->alone, profile.file->reads.alone);
    take_slower(slowest->device_busy, profile.file->reads.device_busy);
    take_worse(slowest->late, profile.file->reads.late);
  }
  return slowest;
}

// What threads do but for stops, which are counted apart.
BoundedTime usual(const TimeStats& times, Margin margin) {
  return {times.median, times.p99, margin.on(times.p99)};
}

BoundedTime sum_of(const BoundedTime& a, const BoundedTime& b) {
  return {a.median + b.median, a.p99 + b.p99, a.bound + b.bound};
}

}  // namespace

bool Admission::is_schedulable() const { return std::ranges::all_of(tasks, &TaskPromise::is_kept); }

void require_analysable(const TaskSetSpec& set) {
  if (set.placement == Placement::kOverlay) return;
  throw dn::bad_input(set.file +
                      ": placement: remap has no bound, because mapping is not analysed; use "
                      "overlay, or run it with --force and without --profile");
}

SetCosts set_costs(const TaskSetSpec& set, const SetProfiles& profiles, Margin margin) {
  const Profile& first = profiles.networks.front();
  SetCosts costs{{},
                 networks_of_tasks(set),
                 {},
                 {},
                 profiles.pictures,
                 {},
                 LinkCosts(first.link, set.link, margin, depth_of(first.device),
                           slowest_files(profiles.networks)),
                 {},
                 {},
                 {},
                 {},
                 first.device.kind == "cpu"};
  for (const Profile& profile : profiles.networks) costs.networks.emplace_back(profile, margin);
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const Profile& profile = profiles.networks[costs.task_networks[i]];
    costs.prepare.push_back(bounded(profiles.prepare[i], margin));
    costs.finish.push_back(bounded(profile.host.finish, margin));
    // Of io, outputs go the other way: they make it a little more than it is.
    const dn::Bytes floats = profile.device.kind == "cpu" ? dn::Bytes(0) : profile.network.io;
    const dn::Bytes picture = profiles.pictures[i];
    costs.inputs.push_back(picture > dn::Bytes(0) ? picture : floats);
  }
  const TimeStats handover = slowest(profiles.networks, handover_of);
  const TimeStats wake = slowest(profiles.networks, wake_of);
  const TimeStats calls = slowest(profiles.networks, calls_of);
  costs.handover = usual(handover, margin);
  costs.dispatch = sum_of(costs.handover, usual(calls, margin));
  costs.host_stops = twice(longest_stop(profiles.networks), margin);
  costs.look = margin.on(calls.median);
  costs.looks_always = set.on_miss == OnMiss::kAbort;
  // Whatever a thread of the host waits for: an instant, or another thread.
  costs.wake = bounded(wake.max > handover.max ? wake : handover, margin);
  return costs;
}

void require_file_costs(const TaskSetSpec& set, const SwapPlan& plan, const SetCosts& costs) {
  if (!plan.uses_files() || costs.link.knows_files()) return;
  throw dn::bad_input(
      set.file +
      ": host_memory_limit: some packed weights stay in files, and what reading them past the page "
      "cache takes was not measured, or cannot be on their file system; make a profile anew with "
      "'darknet rtswap profile CFG --files DIRECTORY', on the disk of the weights, or raise the "
      "limit");
}

Admission admit(const TaskSetSpec& set, const SwapPlan& plan, const SetCosts& costs) {
  Admission admission;
  admission.timing = time_set(plan, costs);
  const std::vector<DeviceBound> bounds = device_bounds(set, admission.timing);
  const std::optional<HostBudget> host = host_budget(set, admission.timing);
  admission.device_tasks = device_tasks(set, bounds, host.value_or(HostBudget{}));
  if (plan.highest_level() > 0) {
    const auto preemption = preemption_costs(set, admission.timing, plan.levels, bounds);
    add_levels(plan.levels, preemption, admission.device_tasks);
  }
  const Verdict verdict =
      analyse(set.policy, admission.device_tasks, interrupted_by(set, admission.timing));
  admission.utilization = verdict.utilization;
  admission.overloaded = verdict.overloaded;
  if (plan.streams())
    admission.raised_percent =
        costs.link.raised_percent(plan.uses_files() ? Tier::kFile : Tier::kHostMemory);
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const ResponseBound& bound = verdict.bounds[i];
    TaskPromise& promise = admission.tasks.emplace_back();
    promise.deadline = set.tasks[i].deadline;
    promise.device = bounds[i];
    promise.best_effort = set.tasks[i].best_effort;
    if (!host || !bound.response) continue;
    promise.response = *bound.response + host->after;
    promise.before = host->before;
    promise.after = host->after;
    promise.lost = verdict.lost;
    promise.blocking = bound.blocking - verdict.lost;
    promise.interference = bound.interference;
    if (bound.blocker) promise.blocker = TaskId{static_cast<std::uint32_t>(*bound.blocker)};
  }
  return admission;
}

}  // namespace rtswap
