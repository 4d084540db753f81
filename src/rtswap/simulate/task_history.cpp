// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/task_history.h"

#include <algorithm>

namespace rtswap {

Nanos TaskHistory::response(int percent) const {
  if (responses.empty()) return Nanos(0);
  const std::size_t rank = (responses.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return responses[std::max<std::size_t>(rank, 1) - 1];
}

std::vector<TaskHistory> task_histories(const SimulationResult& result) {
  std::vector<TaskHistory> tasks(result.skipped.size());
  for (std::size_t task = 0; task < tasks.size(); ++task) {
    tasks[task].skipped = result.skipped[task];
    tasks[task].broken_windows = result.broken_windows[task];
  }
  for (const JobHistory& job : result.jobs) {
    TaskHistory& task = tasks[job.job.task.value];
    ++task.jobs;
    task.missed += job.missed ? 1 : 0;
    task.aborted += job.aborted ? 1 : 0;
    if (!job.aborted) task.responses.push_back(job.response());
    task.held_back += job.held > Nanos(0) ? 1 : 0;
    task.longest_hold = std::max(task.longest_hold, job.held);
    task.stall += job.stall;
    task.loaded += job.loaded;
  }
  for (TaskHistory& task : tasks) std::ranges::sort(task.responses);
  return tasks;
}

}  // namespace rtswap
