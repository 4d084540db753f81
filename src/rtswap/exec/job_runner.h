// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <vector>

#include "darknet/net/compiled_network.h"
#include "rtswap/exec/group_loader.h"
#include "rtswap/model/ids.h"

namespace rtswap {

// What the device did for one job.
struct JobOutcome {
  Instant start, end;  // of the device's work
  Nanos stall{0};      // of it: waiting for swap-ins
  // Of its network, since that network's previous job: what was prefetched for it is part of it.
  dn::Bytes swapped_in;
  bool aborted = false;  // given up at a group boundary: the outputs mean nothing
};

// Which network's weights a task uses, and the kernels bound to them.
struct RunnableTask {
  dn::CompiledNetwork* compiled = nullptr;
  std::uint32_t network = 0;
  const NetworkPlan* plan = nullptr;
};

// Runs the groups of one job, in order, loading ahead. The device thread calls it; noexcept, no
// heap.
class JobRunner {
 public:
  JobRunner(std::vector<RunnableTask> tasks, GroupLoader& loader)
      : tasks_(std::move(tasks)), loader_(loader) {}

  // `abort_at`: the job is given up at the first group boundary behind this instant.
  // `predict_next()` names the task whose job probably comes next, for prefetching; it is asked
  // only when the link would otherwise be idle.
  template <typename PredictNext>
  JobOutcome run(TaskId id, std::optional<Instant> abort_at,
                 const PredictNext& predict_next) noexcept {
    const RunnableTask& task = tasks_[id.value];
    JobOutcome outcome{Instant::clock::now(), {}, {}, {}, false};
    loader_.begin_job(task.network);
    for (int group = 0; group < loader_.group_count(task.network); ++group) {
      if (abort_at && Instant::clock::now() > *abort_at) {
        outcome.aborted = true;
        loader_.give_up(task.network);
        break;
      }
      loader_.load_ahead(task.network, group);
      if (loader_.all_issued(task.network)) prefetch(predict_next(), task.network, group);
      outcome.stall += loader_.wait_for(task.network, group);
      run_group(task, task.plan->groups[static_cast<std::size_t>(group)]);
    }
    outcome.end = Instant::clock::now();
    outcome.swapped_in = loader_.take_loaded(task.network);
    return outcome;
  }

  // Nothing is running: loads what `next` needs first.
  void prefetch_idle(std::optional<TaskId> next) noexcept {
    if (next) loader_.prefetch_idle(tasks_[next->value].network);
  }

 private:
  static void run_group(const RunnableTask& task, const LayerGroup& group) noexcept {
    for (int step = group.first_step; step <= group.last_step; ++step)
      task.compiled->run_step(step);
  }
  void prefetch(std::optional<TaskId> next, std::uint32_t running, int executed) noexcept {
    if (next) loader_.prefetch(tasks_[next->value].network, running, executed);
  }

  std::vector<RunnableTask> tasks_;
  GroupLoader& loader_;
};

}  // namespace rtswap
