// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "darknet/device/stream.h"
#include "rtswap/exec/device_trace.h"
#include "rtswap/exec/group_loader.h"
#include "rtswap/exec/job_outcome.h"
#include "rtswap/model/ids.h"
#include "rtswap/model/job.h"

namespace rtswap {

// Which network's weights a task uses, and the work of each of its groups; the first group's
// includes fetching the input (where load_picture is empty), the last one's storing the outputs.
struct RunnableTask {
  std::uint32_t network = 0;
  std::vector<std::unique_ptr<dn::Recording>> groups;
  // Puts the job's picture on the compute stream, noexcept. It needs no weights, so it goes ahead
  // of them.
  std::function<void()> load_picture;
};

// A job that has the device, or was preempted and will have it again.
struct ActiveJob {
  Job job;
  std::optional<Instant> abort_at{};  // it is given up at the first group boundary behind this
  bool may_be_preempted = false;      // somebody is of a higher level
  bool device_was_idle = false;
  int next_group = 0;  // those before it have been launched
  JobOutcome outcome{};
};

// What the device will probably do next, for prefetching: a task's job from its beginning, or from
// the group where it was preempted.
struct UpcomingJob {
  TaskId task;
  int first_group = 0;
};

// Runs the groups of one job at a time, in order, loading ahead. The device thread calls it;
// noexcept, no heap. Groups are launched as soon as their weights are on the way; when run()
// returns, all of them have run.
class JobRunner {
 public:
  // A job that may be given up or preempted has no more groups than this on the device: it leaves
  // it soon.
  static constexpr int kLaunchedAhead = 2;

  JobRunner(std::vector<RunnableTask> tasks, GroupLoader& loader)
      : tasks_(std::move(tasks)), loader_(loader) {}

  std::uint32_t network_of(TaskId id) const noexcept { return tasks_[id.value].network; }
  // Jobs from here on are told to `trace`, which must outlive the runner.
  void trace_to(DeviceTrace& trace) noexcept { trace_ = &trace; }

  // Runs the job from its next group on. False: it was preempted, before the group that is its next
  // one now, because `is_preempted()`, asked at every group boundary behind the first one, said so;
  // loads that were on their way for it are cancelled. `predict_next()` names what probably comes
  // next, for prefetching; it is asked only when the link would otherwise be idle.
  template <typename IsPreempted, typename PredictNext>
  bool run(ActiveJob& active, const IsPreempted& is_preempted,
           const PredictNext& predict_next) noexcept {
    const RunnableTask& task = tasks_[active.job.task.value];
    const int first = active.next_group;
    int& group = active.next_group;
    if (first == 0) active.outcome.start = Instant::clock::now();
    const bool looks_between = active.abort_at || active.may_be_preempted;
    loader_.begin_job(task.network, first);
    for (; group < loader_.group_count(task.network); ++group) {
      if (looks_between && group >= first + kLaunchedAhead)
        loader_.wait_until_run(group - kLaunchedAhead);
      if (active.abort_at && Instant::clock::now() > *active.abort_at) {
        active.outcome.aborted = true;
        loader_.give_up(task.network);
        break;
      }
      if (active.may_be_preempted && group > first && is_preempted()) {
        loader_.give_up(task.network);
        leave_device(group - 1);
        loader_.wait_until_given_up(task.network);
        return false;
      }
      if (group == 0 && task.load_picture) task.load_picture();
      const bool is_asked_for = group == first || loader_.is_on_its_way(task.network, group);
      loader_.load_ahead(task.network, group);
      if (loader_.all_issued(task.network)) prefetch(predict_next(), task.network, group);
      const Nanos waited = loader_.wait_for(task.network, group);
      active.outcome.stall += waited;
      if (trace_ != nullptr && waited > Nanos(0))
        trace_->stalled(group, waited, is_asked_for ? StallCause::kLoad : StallCause::kPlace);
      launch(task, group);
    }
    if (group > first) leave_device(group - 1);
    if (active.outcome.aborted) loader_.wait_until_given_up(task.network);
    active.outcome.end = Instant::clock::now();
    active.outcome.swapped_in = loader_.take_loaded(task.network);
    return true;
  }

  // Nothing is running: loads what `next` needs first.
  void prefetch_idle(std::optional<TaskId> next) noexcept {
    if (next) loader_.prefetch_idle(tasks_[next->value].network);
  }

 private:
  void leave_device(int last) noexcept {
    loader_.wait_until_run(last);
    if (trace_ != nullptr) trace_->have_run();
  }
  void launch(const RunnableTask& task, int group) noexcept {
    if (trace_ != nullptr) trace_->before_group(group);
    task.groups[static_cast<std::size_t>(group)]->launch();
    if (trace_ != nullptr) trace_->after_group(group);
    loader_.mark_launched(group);
  }
  void prefetch(std::optional<UpcomingJob> next, std::uint32_t running, int launched) noexcept {
    if (!next) return;
    loader_.prefetch(tasks_[next->task.value].network, next->first_group, running, launched);
  }

  std::vector<RunnableTask> tasks_;
  GroupLoader& loader_;
  DeviceTrace* trace_ = nullptr;
};

}  // namespace rtswap
