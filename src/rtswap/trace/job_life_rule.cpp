// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <vector>

#include "rtswap/trace/rules.h"
#include "rtswap/trace/traced_releases.h"

namespace rtswap {
namespace {

enum class Stage { kIdle, kReady, kGranted, kPreempted, kLeft, kDone };

// The job that a task is at, as its events tell it.
struct Life {
  Stage stage = Stage::kIdle;
  std::uint32_t job = 0;
  bool has_run = false;  // `job` means something
  bool aborted = false;
  bool in_group = false;
  int next_group = 0;
  bool must_miss = false;  // done, late, and not said so yet
};

class LifeChecker {
 public:
  LifeChecker(const Trace& trace, Validation& validation)
      : trace_(trace),
        validation_(validation),
        releases_(trace),
        lives_(trace.header.tasks.size()) {}

  void check() {
    for (index_ = 0; index_ < trace_.events.size(); ++index_) {
      if (trace_.events[index_].kind <= EventKind::kSkip) look_at(trace_.events[index_]);
    }
    if (trace_.events.empty()) return;
    index_ = trace_.events.size() - 1;
    for (std::size_t task = 0; task < lives_.size(); ++task) {
      const Life& life = lives_[task];
      if (life.must_miss || (life.stage != Stage::kIdle && life.stage != Stage::kDone))
        broken(life.job, task, "does not come to its end");
    }
  }

 private:
  void look_at(const Event& event) {
    Life& life = lives_[event.task];
    if (life.must_miss && event.kind != EventKind::kMiss && event.kind != EventKind::kRelease)
      broken(life.job, event.task, "was late, and no miss was recorded");
    switch (event.kind) {
      case EventKind::kReady:
        return ready(event, life);
      case EventKind::kGrant:
        return advance(event, life, Stage::kReady, Stage::kGranted);
      case EventKind::kGroupBegin:
      case EventKind::kGroupEnd:
        return group(event, life);
      case EventKind::kAbort:
        life.aborted = true;
        return require(event, life, Stage::kGranted);
      case EventKind::kStall:
        return require(event, life, Stage::kGranted);
      case EventKind::kPreempt:
        return turn(event, life, Stage::kGranted, Stage::kPreempted);
      case EventKind::kResume:
        return turn(event, life, Stage::kPreempted, Stage::kGranted);
      case EventKind::kDeviceEnd:
        return device_end(event, life);
      case EventKind::kDone:
        return done(event, life);
      case EventKind::kMiss:
        require(event, life, Stage::kDone);
        if (!life.must_miss) broken(event.job, event.task, "was in time, and a miss was recorded");
        life.must_miss = false;
        return;
      default:
        return;  // releases have a rule of their own
    }
  }

  void ready(const Event& event, Life& life) {
    if (life.has_run && event.job <= life.job) {
      validation_.add(Rule::kJobOrder, index_,
                      fmt::format("job {} of {} comes after job {}", event.job,
                                  name_of_task(event.task), life.job));
    }
    if (life.stage != Stage::kIdle && life.stage != Stage::kDone)
      broken(life.job, event.task, "is not done when the next one becomes ready");
    if (event.at < release(event)) broken(event.job, event.task, "is ready before its release");
    life = Life{Stage::kReady, event.job, true, false, false, 0, false};
  }

  void group(const Event& event, Life& life) {
    require(event, life, Stage::kGranted);
    const bool begins = event.kind == EventKind::kGroupBegin;
    if (event.network != trace_.header.tasks[event.task].network ||
        event.group != life.next_group || begins == life.in_group)
      broken(event.job, event.task, fmt::format("is not at group {}", event.group));
    life.in_group = begins;
    if (!begins) life.next_group = event.group + 1;
  }

  // Between two groups.
  void turn(const Event& event, Life& life, Stage from, Stage to) {
    if (life.in_group || event.group != life.next_group)
      broken(event.job, event.task, fmt::format("is not at group {}", event.group));
    advance(event, life, from, to);
  }

  void device_end(const Event& event, Life& life) {
    const std::uint32_t network = trace_.header.tasks[event.task].network;
    const auto groups = static_cast<int>(trace_.header.plan.networks[network].groups.size());
    if (life.stage == Stage::kGranted &&
        (life.in_group || (!life.aborted && life.next_group != groups)))
      broken(event.job, event.task,
             fmt::format("ends after {} of {} groups", life.next_group, groups));
    advance(event, life, Stage::kGranted, Stage::kLeft);
  }

  void done(const Event& event, Life& life) {
    advance(event, life, Stage::kLeft, Stage::kDone);
    const TracedTask& task = trace_.header.tasks[event.task];
    const Nanos response = event.at - release(event);
    life.must_miss = life.aborted || response > task.deadline;
    if (!task.response_bound) return;
    if (response > *task.response_bound) {
      validation_.add(Rule::kResponse, index_,
                      fmt::format("job {} of {} took {}, its bound is {}", event.job, task.name,
                                  human(response), human(*task.response_bound)));
    }
    if (life.must_miss) {
      validation_.add(Rule::kDeadline, index_,
                      fmt::format("job {} of {} took {}, its deadline is {}{}", event.job,
                                  task.name, human(response), human(task.deadline),
                                  life.aborted ? "; it was given up" : ""));
    }
  }

  void advance(const Event& event, Life& life, Stage from, Stage to) {
    require(event, life, from);
    life.stage = to;
    life.job = event.job;
    life.has_run = true;
  }

  void require(const Event& event, const Life& life, Stage stage) {
    if (life.stage == stage && life.job == event.job) return;
    broken(event.job, event.task,
           fmt::format("comes to '{}' out of turn", name_of(kEventNames, event.kind)));
  }

  void broken(std::uint32_t job, std::size_t task, const std::string& what) {
    validation_.add(Rule::kJobLife, index_,
                    fmt::format("job {} of {} {}", job, name_of_task(task), what));
  }

  const std::string& name_of_task(std::size_t task) const { return trace_.header.tasks[task].name; }

  Nanos release(const Event& event) const { return releases_.of(event.task, event.job); }

  const Trace& trace_;
  Validation& validation_;
  const TracedReleases releases_;
  std::vector<Life> lives_;  // by task
  std::size_t index_ = 0;
};

}  // namespace

void check_job_lives(const Trace& trace, Validation& validation) {
  LifeChecker(trace, validation).check();
}

}  // namespace rtswap
