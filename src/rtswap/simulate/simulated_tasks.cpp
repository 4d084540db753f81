// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_tasks.h"

#include <algorithm>

namespace rtswap {
namespace {

ReleaseEnd end_of_run(const TaskSetSpec& set, const SimulationOptions& options) {
  return options.duration ? ReleaseEnd{options.duration, std::nullopt} : ReleaseEnd::of(set);
}

std::uint64_t count(Nanos duration) { return static_cast<std::uint64_t>(duration.count()); }

}  // namespace

SimulatedTasks::SimulatedTasks(const SimulatedSet& what, const SimulationOptions& options,
                               SimulatedArbiter& arbiter, FirmWindows& firm,
                               DurationSource& durations, const Instant& now, EventWriter& events)
    : what_(what),
      arbiter_(arbiter),
      firm_(firm),
      durations_(durations),
      now_(now),
      events_(events) {
  result_.skipped.assign(what.set.tasks.size(), 0);
  for (const TaskSpec& task : what.set.tasks)
    tasks_.push_back({ReleaseSequence(task, end_of_run(what.set, options)), {}});
  for (std::uint32_t task = 0; task < tasks_.size(); ++task) {
    announce_next(TaskId{task});
    sleep_until_release(TaskId{task});
  }
}

void SimulatedTasks::order(TaskId task, Step step, Instant at) {
  events_due_.push({at, ordered_++, task, step});
}

void SimulatedTasks::advance() {
  while (next_event() <= now_) {
    const Due due = events_due_.top();
    events_due_.pop();
    const bool ends_phase = due.step == Step::kPrepared || due.step == Step::kFinished;
    if (ends_phase && what_.timing.host_shares_device) begin_next_phase();
    handle(due);
  }
}

void SimulatedTasks::handle(const Due& due) {
  const TaskTiming& timing = what_.timing.tasks[due.task.value];
  switch (due.step) {
    case Step::kWoken:
      state(due.task).record.woken = now_;
      return begin_phase(due.task, Step::kPrepared, timing.prepare);
    case Step::kPrepared:
      return submit(due.task);
    case Step::kResumed:
      if (state(due.task).record.aborted) return finish(due.task);
      return begin_phase(due.task, Step::kFinished, timing.finish);
    case Step::kFinished:
      return finish(due.task);
  }
}

// A release that is over already wakes nobody: the thread goes on at once.
void SimulatedTasks::sleep_until_release(TaskId id) {
  Task& task = state(id);
  if (task.releases.is_over()) return;
  task.record = {};
  const Job& job = task.record.job = task.releases.next_job(id, Instant{});
  task.record.held = task.releases.next().held;
  const Instant woken = job.release < now_ ? now_ : job.release + durations_(what_.timing.wake);
  events_.job_at(EventKind::kRelease, job, job.release, count(woken - job.release));
  task.releases.advance();
  order(id, Step::kWoken, woken);
}

void SimulatedTasks::begin_phase(TaskId task, Step ends_in, const BoundedTime& time) {
  const Nanos duration = durations_(time);
  if (!what_.timing.host_shares_device) return order(task, ends_in, now_ + duration);
  waiting_phases_.push_back({task, ends_in, duration});
  if (!takes_processors_) begin_next_phase();
}

void SimulatedTasks::begin_next_phase() {
  takes_processors_ = !waiting_phases_.empty();
  if (!takes_processors_) return;
  const Phase phase = waiting_phases_.front();
  waiting_phases_.pop_front();
  order(phase.task, phase.ends_in, now_ + phase.duration);
}

void SimulatedTasks::submit(TaskId id) {
  JobHistory& record = state(id).record;
  record.ready = now_;
  announce_next(id);
  arbiter_.submit(record.job);
}

void SimulatedTasks::resume(const SimulatedOutcome& outcome) {
  JobHistory& record = state(outcome.job.task).record;
  record.grant = outcome.grant;
  record.device_end = outcome.device_end;
  record.stall = outcome.stall;
  record.loaded = outcome.loaded;
  record.aborted = outcome.aborted;
  order(outcome.job.task, Step::kResumed, now_ + durations_(what_.timing.wake));
}

void SimulatedTasks::finish(TaskId id) {
  JobHistory& record = state(id).record;
  const Job& job = record.job;
  record.end = result_.end = now_;
  record.missed = record.aborted || record.end > job.absolute_deadline;
  events_.job(EventKind::kDone, job);
  if (record.missed) {
    const Nanos late = std::max(Nanos(0), now_ - job.absolute_deadline);
    events_.job(EventKind::kMiss, job, count(late));
  }
  if (auto& firm = firm_[id.value]) firm->add(!record.missed);
  result_.jobs.push_back(record);
  const bool skips =
      what_.set.on_miss == OnMiss::kSkipNext || what_.set.tasks[id.value].best_effort;
  if (record.missed && skips) skip_releases(id);
  sleep_until_release(id);
}

void SimulatedTasks::skip_releases(TaskId id) {
  ReleaseSequence& releases = state(id).releases;
  Job first = state(id).record.job;
  ++first.index.value;
  const std::uint64_t skipped = releases.skip_until(now_ - Instant{});
  if (skipped == 0) return;
  events_.job(EventKind::kSkip, first, skipped);
  result_.skipped[id.value] += skipped;
  if (auto& firm = firm_[id.value]) firm->add_lost(skipped);
  announce_next(id);
}

void SimulatedTasks::announce_next(TaskId id) {
  arbiter_.announce(id, state(id).releases.predicted(Instant{}));
}

}  // namespace rtswap
