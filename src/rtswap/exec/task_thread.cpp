// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/task_thread.h"

#include "rtswap/sched/release.h"

namespace rtswap {

TaskThread::TaskThread(const TaskThreadContext& context, TaskId id, PreparedTask& task, JobSlot& slot,
                       TaskStatistics& statistics)
    : context_(context),
      id_(id),
      spec_(context.set.tasks[id.value]),
      task_(task),
      slot_(slot),
      statistics_(statistics) {}

void TaskThread::run() noexcept {
  name_this_thread(spec_.name.substr(0, 15).c_str());
  for (JobIndex index; !is_last(index);) {
    const Job job = job_at(spec_, id_, index, context_.start);
    context_.arbiter.announce(id_, job.release);
    if (!context_.sleeper.sleep_until(job.release)) return;
    const JobRecord record = run_job(job, Instant::clock::now());
    index = next_index(record);
  }
  context_.arbiter.announce(id_, Instant::max());
}

bool TaskThread::is_last(JobIndex index) const noexcept {
  const TaskSetSpec& set = context_.set;
  if (set.jobs) return index.value >= *set.jobs;
  if (set.duration) return release_offset(spec_, index) >= *set.duration;
  return false;
}

JobRecord TaskThread::run_job(const Job& job, Instant woken) noexcept {
  JobRecord record;
  record.job = job;
  record.woken = woken;
  task_.input->fill(job.index, task_.compiled->input());
  record.ready = Instant::clock::now();
  context_.arbiter.announce(id_, job.release + spec_.period);
  context_.arbiter.submit(job);
  const JobOutcome outcome = slot_.wait();
  record.resumed = Instant::clock::now();
  record.start = outcome.start;
  record.device_end = outcome.end;
  record.stall = outcome.stall;
  record.swapped_in = outcome.swapped_in;
  record.aborted = outcome.aborted;
  record.device_was_idle = slot_.device_was_idle;
  report(record);
  return record;
}

}  // namespace rtswap
