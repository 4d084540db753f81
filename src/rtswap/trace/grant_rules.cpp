// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
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
    task.best_effort = traced.best_effort;
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
    if (event.kind == EventKind::kDeviceEnd || event.kind == EventKind::kPreempt) holder = nullptr;
    if (event.kind != EventKind::kGrant && event.kind != EventKind::kResume) continue;
    if (holder != nullptr) {
      validation.add(Rule::kOneJob, i,
                     fmt::format("job {} of {} still has the device", holder->job,
                                 trace.header.tasks[holder->task].name));
    }
    holder = &event;
  }
}

bool is_of_arbiter(EventKind kind) {
  return kind == EventKind::kReady || kind == EventKind::kGrant || kind == EventKind::kResume;
}

// Places of the arbiter's events, by the arbiter's number.
std::vector<std::size_t> arbiter_events(const Trace& trace) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    if (is_of_arbiter(trace.events[i].kind)) places.push_back(i);
  }
  std::ranges::stable_sort(places, {}, [&](std::size_t i) { return trace.events[i].value; });
  return places;
}

// Which jobs were ready, and which preempted, at each decision of the arbiter. Preemptions lie
// between two decisions: the device's events are in the order of what it did.
class PolicyChecker {
 public:
  PolicyChecker(const Trace& trace, Validation& validation)
      : trace_(trace),
        validation_(validation),
        policy_(policy_of(trace.header)),
        releases_(trace) {}

  void check() {
    std::uint64_t number = 0;
    for (const std::size_t i : arbiter_events(trace_)) {
      const Event& event = trace_.events[i];
      if (event.value != number++) {
        validation_.add(Rule::kComplete, i,
                        fmt::format("the arbiter's number {} is missing", number - 1));
        return;
      }
      if (event.kind == EventKind::kReady) {
        ready_.push_back(job_of(trace_.header, releases_, event));
        continue;
      }
      follow_device(i);
      event.kind == EventKind::kGrant ? grant(i) : resume(i);
    }
  }

 private:
  // Who was preempted before the event.
  void follow_device(std::size_t until) {
    for (; seen_ < until; ++seen_) {
      const Event& event = trace_.events[seen_];
      if (event.kind == EventKind::kPreempt)
        preempted_.push_back(job_of(trace_.header, releases_, event));
    }
  }

  void grant(std::size_t i) {
    const Job job = job_of(trace_.header, releases_, trace_.events[i]);
    const Job* const best = best_ready();
    if (best == nullptr) {
      broken(i, "no job is ready");
    } else if (*best != job) {
      broken(i, goes_first(*best));
    } else if (!preempted_.empty() && !preempts(job, preempted_.back())) {
      broken(i, fmt::format("it may not preempt {}", name_of_job(preempted_.back())));
    }
    std::erase(ready_, job);
  }

  void resume(std::size_t i) {
    const Job job = job_of(trace_.header, releases_, trace_.events[i]);
    const Job* const best = best_ready();
    if (preempted_.empty() || preempted_.back() != job) {
      broken(i, "it is not the job that was preempted last");
    } else if (best != nullptr && preempts(*best, job)) {
      broken(i, goes_first(*best));
    }
    std::erase(preempted_, job);
  }

  bool preempts(const Job& better, const Job& job) const {
    return policy_.preempts(better, job, trace_.header.plan.levels);
  }
  const Job* best_ready() const {
    const auto best = std::ranges::min_element(
        ready_, [&](const Job& a, const Job& b) { return policy_.runs_before(a, b); });
    return best == ready_.end() ? nullptr : &*best;
  }
  std::string goes_first(const Job& job) const {
    return fmt::format("{} goes first under {}", name_of_job(job),
                       name_of(kPolicyNames, trace_.header.policy));
  }
  std::string name_of_job(const Job& job) const {
    return fmt::format("job {} of {}", job.index.value, trace_.header.tasks[job.task.value].name);
  }
  void broken(std::size_t i, std::string what) {
    validation_.add(Rule::kPolicy, i, std::move(what));
  }

  const Trace& trace_;
  Validation& validation_;
  const Policy policy_;
  const TracedReleases releases_;
  std::vector<Job> ready_, preempted_;
  std::size_t seen_ = 0;
};

}  // namespace

void check_grants(const Trace& trace, Validation& validation) {
  check_one_job(trace, validation);
  PolicyChecker(trace, validation).check();
}

}  // namespace rtswap
