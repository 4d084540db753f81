// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/task_thread.h"

#include <algorithm>

namespace rtswap {
namespace {

std::uint64_t nanos_of(Nanos span) { return static_cast<std::uint64_t>(span.count()); }

}  // namespace

TaskThread::TaskThread(const TaskThreadContext& context, TaskId id, PreparedTask& task,
                       JobSlot& slot, TaskStatistics& statistics, EventRing* trace)
    : context_(context),
      id_(id),
      spec_(context.set.tasks[id.value]),
      releases_(spec_, ReleaseEnd::of(context.set)),
      task_(task),
      slot_(slot),
      statistics_(statistics),
      trace_(trace) {
  if (spec_.firm) firm_.emplace(*spec_.firm);
}

void TaskThread::run() noexcept {
  name_this_thread(spec_.name.substr(0, 15).c_str());
  announce_next();
  while (!releases_.is_over()) {
    JobRecord record;
    const Job& job = record.job = releases_.next_job(id_, context_.start);
    record.held = releases_.next().held;
    change_priority(RealtimePriority::kRelease);
    if (!context_.sleeper.sleep_until(job.release)) return;
    record.woken = Instant::clock::now();
    change_priority(RealtimePriority::kPrepare);
    tell(EventKind::kRelease, job.index, job.release, nanos_of(record.woken - job.release));
    releases_.advance();
    run_job(record);
    const std::uint64_t skipped = skip_releases(record);
    count_outcomes(!record.missed, skipped);
  }
}

void TaskThread::run_job(JobRecord& record) noexcept {
  const Job& job = record.job;
  task_.input->prepare(job.index, task_.compiled->input());
  record.ready = Instant::clock::now();
  announce_next();
  slot_.may_be_lost = firm_ && firm_->may_lose_next();
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

std::uint64_t TaskThread::skip_releases(const JobRecord& record) noexcept {
  // Nobody waits for a best-effort job: one that is late does not pile up.
  const bool skips = context_.set.on_miss == OnMiss::kSkipNext || spec_.best_effort;
  if (!record.missed || !skips) return 0;
  const JobIndex following{record.job.index.value + 1};
  const std::uint64_t skipped = releases_.skip_until(record.end - context_.start);
  if (skipped == 0) return 0;
  statistics_.add_skipped(skipped);
  tell(EventKind::kSkip, following, record.end, skipped);
  announce_next();
  return skipped;
}

void TaskThread::count_outcomes(bool met, std::uint64_t skipped) noexcept {
  if (!firm_) return;
  firm_->add(met);
  firm_->add_lost(skipped);
  statistics_.set_broken_windows(firm_->broken());
}

void TaskThread::announce_next() noexcept {
  context_.arbiter.announce(id_, releases_.predicted(context_.start));
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
