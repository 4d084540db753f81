// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_tasks.h"

#include <algorithm>

#include "rtswap/sched/release.h"

namespace rtswap {
namespace {

JobIndex end_of_run(const TaskSetSpec& set, const TaskSpec& task,
                    const SimulationOptions& options) {
  if (options.duration) return first_released_from(task, *options.duration);
  return set.jobs ? JobIndex{*set.jobs} : first_released_from(task, *set.duration);
}

std::uint64_t count(Nanos duration) { return static_cast<std::uint64_t>(duration.count()); }

}  // namespace

SimulatedTasks::SimulatedTasks(const SimulatedSet& what, const SimulationOptions& options,
                               SimulatedArbiter& arbiter, DurationSource& durations,
                               const Instant& now, EventWriter& events)
    : what_(what), arbiter_(arbiter), durations_(durations), now_(now), events_(events) {
  result_.skipped.assign(what.set.tasks.size(), 0);
  for (const TaskSpec& task : what.set.tasks)
    tasks_.push_back({JobIndex{0}, end_of_run(what.set, task, options), {}});
  for (std::uint32_t task = 0; task < tasks_.size(); ++task) sleep_until_release(TaskId{task});
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
  if (!(task.next < task.end)) return arbiter_.announce(id, Instant::max());
  task.record = {};
  const Job& job = task.record.job = job_at(what_.set.tasks[id.value], id, task.next, Instant{});
  arbiter_.announce(id, job.release);
  const Instant woken = job.release < now_ ? now_ : job.release + durations_(what_.timing.wake);
  events_.job_at(EventKind::kRelease, job, job.release, count(woken - job.release));
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
  arbiter_.announce(id, record.job.release + what_.set.tasks[id.value].period);
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
  Task& task = state(id);
  JobHistory& record = task.record;
  const Job& job = record.job;
  record.end = result_.end = now_;
  record.missed = record.aborted || record.end > job.absolute_deadline;
  events_.job(EventKind::kDone, job);
  if (record.missed) events_.job(EventKind::kMiss, job, count(now_ - job.absolute_deadline));
  result_.jobs.push_back(record);
  ++task.next.value;
  const bool skips =
      what_.set.on_miss == OnMiss::kSkipNext || what_.set.tasks[id.value].best_effort;
  if (record.missed && skips) skip_releases(id);
  sleep_until_release(id);
}

void SimulatedTasks::skip_releases(TaskId id) {
  Task& task = state(id);
  const TaskSpec& spec = what_.set.tasks[id.value];
  const JobIndex late = task.record.job.index;
  const JobIndex next = std::min(task.end, next_after_late_job(spec, late, now_ - Instant{}));
  if (!(task.next < next)) return;
  const std::uint64_t skipped = next.value - task.next.value;
  events_.job(EventKind::kSkip, job_at(spec, id, task.next, Instant{}), skipped);
  result_.skipped[id.value] += skipped;
  task.next = next;
}

}  // namespace rtswap
