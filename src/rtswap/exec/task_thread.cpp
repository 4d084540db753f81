// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/task_thread.h"

#include <algorithm>
#include <limits>

#include "rtswap/sched/release.h"

namespace rtswap {
namespace {

JobIndex end_of_run(const TaskSetSpec& set, const TaskSpec& task) {
  if (set.jobs) return JobIndex{*set.jobs};
  if (set.duration) return first_released_from(task, *set.duration);
  return JobIndex{std::numeric_limits<std::uint64_t>::max()};
}

std::uint64_t nanos_of(Nanos span) { return static_cast<std::uint64_t>(span.count()); }

}  // namespace

TaskThread::TaskThread(const TaskThreadContext& context, TaskId id, PreparedTask& task,
                       JobSlot& slot, TaskStatistics& statistics, EventRing* trace)
    : context_(context),
      id_(id),
      spec_(context.set.tasks[id.value]),
      end_(end_of_run(context.set, spec_)),
      task_(task),
      slot_(slot),
      statistics_(statistics),
      trace_(trace) {}

void TaskThread::run() noexcept {
  name_this_thread(spec_.name.substr(0, 15).c_str());
  for (JobIndex index; index < end_;) {
    const Job job = job_at(spec_, id_, index, context_.start);
    context_.arbiter.announce(id_, job.release);
    change_priority(RealtimePriority::kRelease);
    if (!context_.sleeper.sleep_until(job.release)) return;
    const Instant woken = Instant::clock::now();
    change_priority(RealtimePriority::kPrepare);
    tell(EventKind::kRelease, index, job.release, nanos_of(woken - job.release));
    const JobRecord record = run_job(job, woken);
    index = next_index(record);
  }
  context_.arbiter.announce(id_, Instant::max());
}

JobRecord TaskThread::run_job(const Job& job, Instant woken) noexcept {
  JobRecord record;
  record.job = job;
  record.woken = woken;
  task_.input->prepare(job.index, task_.compiled->input());
  record.ready = Instant::clock::now();
  context_.arbiter.announce(id_, job.release + spec_.period);
  tell(EventKind::kReady, job.index, record.ready, context_.arbiter.submit(job));
  const JobOutcome outcome = slot_.wait();
  record.resumed = Instant::clock::now();
  record.start = outcome.start;
  record.device_end = outcome.end;
  record.stall = outcome.stall;
  record.swapped_in = outcome.swapped_in;
  record.aborted = outcome.aborted;
  record.device_was_idle = slot_.device_was_idle;
  finish(record);
  return record;
}

// Post-processes, which ends the job, and leaves the result for the reporter.
void TaskThread::finish(JobRecord& record) noexcept {
  JobResult* slot = task_.results->begin_write();
  JobResult& result = slot == nullptr ? task_.spare : *slot;
  if (!record.aborted)
    task_.post->run(*task_.compiled, task_.input->size(record.job.index), result);
  record.end = Instant::clock::now();
  record.missed = record.aborted || record.end > record.job.absolute_deadline;
  tell(EventKind::kDone, record.job.index, record.end, 0);
  if (record.missed) {
    const Nanos late = std::max(Nanos(0), record.end - record.job.absolute_deadline);
    tell(EventKind::kMiss, record.job.index, record.end, nanos_of(late));
  }
  result.record = record;
  statistics_.add(record);
  if (slot != nullptr) task_.results->publish();
}

JobIndex TaskThread::next_index(const JobRecord& record) noexcept {
  const JobIndex following{record.job.index.value + 1};
  // Nobody waits for a best-effort job: one that is late does not pile up.
  const bool skips = context_.set.on_miss == OnMiss::kSkipNext || spec_.best_effort;
  if (!record.missed || !skips) return following;
  // A run that ends before the next release has none of the later ones to leave out.
  const JobIndex next =
      std::min(end_, next_after_late_job(spec_, record.job.index, record.end - context_.start));
  statistics_.add_skipped(next.value - following.value);
  if (next > following) tell(EventKind::kSkip, following, record.end, next.value - following.value);
  return next;
}

void TaskThread::tell(EventKind kind, JobIndex job, Instant at,
                      std::uint64_t value) const noexcept {
  if (trace_ == nullptr) return;
  Event event;
  event.at = at.time_since_epoch();
  event.value = value;
  event.job = static_cast<std::uint32_t>(job.value);
  event.task = static_cast<std::uint16_t>(id_.value);
  event.kind = kind;
  trace_->push(event);
}

}  // namespace rtswap
