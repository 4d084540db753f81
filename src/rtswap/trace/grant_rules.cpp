// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rtswap/sched/policy.h"
#include "rtswap/trace/rules.h"
#include "rtswap/trace/traced_releases.h"

namespace rtswap {
namespace {

Policy policy_of(const TraceHeader& header) {
  std::vector<TaskSpec> tasks;
  for (const TracedTask& traced : header.tasks) {
    TaskSpec& task = tasks.emplace_back();
    task.period = traced.period;
    task.deadline = traced.deadline;
    task.priority = traced.priority;
  }
  return {header.policy, tasks};
}

Job job_of(const TraceHeader& header, const TracedReleases& releases, const Event& event) {
  const Instant release(releases.of(event.task, event.job));
  return {TaskId{event.task}, JobIndex{event.job}, release,
          release + header.tasks[event.task].deadline};
}

void check_one_job(const Trace& trace, Validation& validation) {
  const Event* holder = nullptr;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (event.kind == EventKind::kDeviceEnd) holder = nullptr;
    if (event.kind != EventKind::kGrant) continue;
    if (holder != nullptr) {
      validation.add(Rule::kOneJob, i,
                     fmt::format("job {} of {} still has the device", holder->job,
                                 trace.header.tasks[holder->task].name));
    }
    holder = &event;
  }
}

// Places of the arbiter's events, by the arbiter's number.
std::vector<std::size_t> arbiter_events(const Trace& trace) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const EventKind kind = trace.events[i].kind;
    if (kind == EventKind::kReady || kind == EventKind::kGrant) places.push_back(i);
  }
  std::ranges::stable_sort(places, {}, [&](std::size_t i) { return trace.events[i].value; });
  return places;
}

void check_policy(const Trace& trace, Validation& validation) {
  const Policy policy = policy_of(trace.header);
  const TracedReleases releases(trace);
  std::vector<Job> ready;
  std::uint64_t number = 0;
  for (const std::size_t i : arbiter_events(trace)) {
    const Event& event = trace.events[i];
    const Job job = job_of(trace.header, releases, event);
    if (event.value != number++) {
      validation.add(Rule::kComplete, i,
                     fmt::format("the arbiter's number {} is missing", number - 1));
      return;
    }
    if (event.kind == EventKind::kReady) {
      ready.push_back(job);
      continue;
    }
    const auto best = std::ranges::min_element(
        ready, [&](const Job& a, const Job& b) { return policy.runs_before(a, b); });
    if (best == ready.end() || *best != job) {
      validation.add(Rule::kPolicy, i,
                     best == ready.end()
                         ? std::string("no job is ready")
                         : fmt::format("job {} of {} goes first under {}", best->index.value,
                                       trace.header.tasks[best->task.value].name,
                                       name_of(kPolicyNames, trace.header.policy)));
    }
    std::erase(ready, job);
  }
}

}  // namespace

void check_grants(const Trace& trace, Validation& validation) {
  check_one_job(trace, validation);
  check_policy(trace, validation);
}

}  // namespace rtswap
