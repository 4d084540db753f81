// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/advice.h"

#include <numeric>

namespace rtswap {
namespace {

using dn::Bytes;

constexpr int kMostPercent = 10'000;

bool helps(const Trial& trial, const TaskSetSpec& set) {
  const std::optional<Admission> admission = trial(set);
  return admission && admission->is_schedulable();
}

// The smallest value in (low, high] for which `is_enough` holds, taking for granted that larger
// ones do as well; empty where not even `high` does.
template <typename IsEnough>
std::optional<std::int64_t> smallest(std::int64_t low, std::int64_t high,
                                     const IsEnough& is_enough) {
  if (low >= high || !is_enough(high)) return std::nullopt;
  while (high - low > 1) {
    const std::int64_t middle = std::midpoint(low, high);
    (is_enough(middle) ? high : low) = middle;
  }
  return high;
}

void slow_down(TaskSpec& task, std::int64_t percent) {
  task.period += task.period * percent / 100;
  task.deadline += task.deadline * percent / 100;
}

Bytes everything(const MemoryNeeds& needs, Bytes chunk) {
  Bytes total = needs.arena + needs.workspace + needs.io;
  for (const NetworkNeeds& network : needs.networks) {
    // Padding behind a group is less than a chunk; there are no more groups than steps.
    for (const Bytes weights : network.step_weights) total += align_up(weights, chunk);
  }
  return total;
}

// In MiB: nobody wants to know it closer.
std::optional<Bytes> larger_limit(const TaskSetSpec& set, const MemoryNeeds& needs,
                                  const Trial& trial) {
  if (!set.memory_limit) return std::nullopt;
  const auto mib = [](Bytes size) {
    return static_cast<std::int64_t>(size.value / dn::kMiB.value);
  };
  const Bytes most = everything(needs, set.chunk.value_or(dn::kMiB * 2));
  const auto enough = smallest(mib(*set.memory_limit), mib(most) + 1, [&](std::int64_t limit) {
    TaskSetSpec changed = set;
    changed.memory_limit = dn::kMiB * static_cast<std::uint64_t>(limit);
    return helps(trial, changed);
  });
  if (!enough) return std::nullopt;
  return dn::kMiB * static_cast<std::uint64_t>(*enough);
}

TaskSetSpec in_fp16(TaskSetSpec set, const std::vector<TaskId>& tasks) {
  for (const TaskId task : tasks) set.tasks[task.value].precision = Precision::kFp16;
  return set;
}

std::vector<TaskId> lower_precision(const TaskSetSpec& set, const Trial& trial) {
  std::vector<TaskId> tasks;
  for (std::uint32_t i = 0; i < set.tasks.size(); ++i) {
    if (set.tasks[i].precision == Precision::kFp16) continue;
    const std::optional<Admission> alone = trial(in_fp16(set, {TaskId{i}}));
    if (alone && alone->is_schedulable()) return {TaskId{i}};
    if (alone) tasks.push_back(TaskId{i});
  }
  if (tasks.empty() || !helps(trial, in_fp16(set, tasks))) return {};
  for (std::size_t i = tasks.size(); i-- > 0;) {
    std::vector<TaskId> fewer = tasks;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (helps(trial, in_fp16(set, fewer))) tasks = std::move(fewer);
  }
  return tasks;
}

}  // namespace

Advice advise(const TaskSetSpec& set, const MemoryNeeds& needs, const Trial& trial) {
  Advice advice;
  advice.memory_limit = larger_limit(set, needs, trial);
  const auto all = smallest(0, kMostPercent, [&](std::int64_t percent) {
    TaskSetSpec changed = set;
    for (TaskSpec& task : changed.tasks) slow_down(task, percent);
    return helps(trial, changed);
  });
  if (all) advice.slower_percent = static_cast<int>(*all);
  std::int64_t least = kMostPercent;
  for (std::uint32_t i = 0; i < set.tasks.size(); ++i) {
    const auto slower = [&](std::int64_t percent) {
      TaskSetSpec changed = set;
      slow_down(changed.tasks[i], percent);
      return changed;
    };
    const auto enough =
        smallest(0, least, [&](std::int64_t percent) { return helps(trial, slower(percent)); });
    if (!enough) continue;
    least = *enough;
    advice.slower_task = {TaskId{i}, slower(least).tasks[i].period};
  }
  advice.in_fp16 = lower_precision(set, trial);
  return advice;
}

}  // namespace rtswap
