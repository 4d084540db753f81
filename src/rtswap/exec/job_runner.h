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

// Runs the groups of one job, in order, loading ahead. The device thread calls it; noexcept, no
// heap. Groups are launched as soon as their weights are on the way; when run() returns, the job
// has left the device.
class JobRunner {
 public:
  // A job that may be given up has no more groups than this on the device: it ends soon.
  static constexpr int kLaunchedAhead = 2;

  JobRunner(std::vector<RunnableTask> tasks, GroupLoader& loader)
      : tasks_(std::move(tasks)), loader_(loader) {}

  std::uint32_t network_of(TaskId id) const noexcept { return tasks_[id.value].network; }
  // Jobs from here on are told to `trace`, which must outlive the runner.
  void trace_to(DeviceTrace& trace) noexcept { trace_ = &trace; }

  // `abort_at`: the job is given up at the first group boundary behind this instant.
  // `predict_next()` names the task whose job probably comes next, for prefetching; it is asked
  // only when the link would otherwise be idle.
  template <typename PredictNext>
  JobOutcome run(TaskId id, std::optional<Instant> abort_at,
                 const PredictNext& predict_next) noexcept {
    const RunnableTask& task = tasks_[id.value];
    JobOutcome outcome{Instant::clock::now(), {}, {}, {}, false};
    loader_.begin_job(task.network);
    int group = 0;
    for (; group < loader_.group_count(task.network); ++group) {
      if (abort_at && group >= kLaunchedAhead) loader_.wait_until_run(group - kLaunchedAhead);
      if (abort_at && Instant::clock::now() > *abort_at) {
        outcome.aborted = true;
        loader_.give_up(task.network);
        break;
      }
      if (group == 0 && task.load_picture) task.load_picture();
      const bool is_asked_for = group == 0 || loader_.is_on_its_way(task.network, group);
      loader_.load_ahead(task.network, group);
      if (loader_.all_issued(task.network)) prefetch(predict_next(), task.network, group);
      const Nanos waited = loader_.wait_for(task.network, group);
      outcome.stall += waited;
      if (trace_ != nullptr && waited > Nanos(0))
        trace_->stalled(group, waited, is_asked_for ? StallCause::kLoad : StallCause::kPlace);
      launch(task, group);
    }
    if (group > 0) loader_.wait_until_run(group - 1);
    outcome.end = Instant::clock::now();
    outcome.swapped_in = loader_.take_loaded(task.network);
    return outcome;
  }

  // Nothing is running: loads what `next` needs first.
  void prefetch_idle(std::optional<TaskId> next) noexcept {
    if (next) loader_.prefetch_idle(tasks_[next->value].network);
  }

 private:
  void launch(const RunnableTask& task, int group) noexcept {
    if (trace_ != nullptr) trace_->before_group(group);
    task.groups[static_cast<std::size_t>(group)]->launch();
    if (trace_ != nullptr) trace_->after_group(group);
    loader_.mark_launched(group);
  }
  void prefetch(std::optional<TaskId> next, std::uint32_t running, int executed) noexcept {
    if (next) loader_.prefetch(tasks_[next->value].network, running, executed);
  }

  std::vector<RunnableTask> tasks_;
  GroupLoader& loader_;
  DeviceTrace* trace_ = nullptr;
};

}  // namespace rtswap
