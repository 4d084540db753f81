// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/advice.h"

#include <numeric>

#include "rtswap/sched/preemption_levels.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr std::int64_t kMostPercent = 10'000;

std::int64_t mib(Bytes size) { return static_cast<std::int64_t>(size.value / dn::kMiB.value); }

Bytes from_mib(std::int64_t count) { return dn::kMiB * static_cast<std::uint64_t>(count); }

// A set with so much of something changed.
using Change = std::function<TaskSetSpec(std::int64_t)>;

// Asks with one choice of levels after the other; most often what did last time does again.
class Search {
 public:
  explicit Search(const Trial& trial) : trial_(trial) {}

  // With whatever choice; empty where nothing was measured.
  std::optional<bool> answer(const TaskSetSpec& changed) {
    const std::size_t count = level_choices(changed).size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t choice = (latest_ + i) % count;
      const std::optional<bool> does = trial_(changed, choice);
      if (!does) return std::nullopt;
      if (!*does) continue;
      latest_ = choice;
      return true;
    }
    return false;
  }
  bool is_enough(const TaskSetSpec& changed) { return answer(changed).value_or(false); }

  // The smallest value in (low, high] that is enough, taking for granted that larger ones are as
  // well, and that `low` is not; empty where not even `high` is. Halves the range with one choice
  // of levels as far as that goes, and only then asks the others whether less would do: a no of all
  // of them takes long.
  std::optional<std::int64_t> smallest(std::int64_t low, std::int64_t high, const Change& change) {
    std::optional<std::int64_t> least;
    while (low < high && is_enough(change(high))) {
      std::int64_t below = low;
      while (high - below > 1) {
        const std::int64_t middle = std::midpoint(below, high);
        const bool does = trial_(change(middle), latest_).value_or(false);
        (does ? high : below) = middle;
      }
      least = high--;
    }
    return least;
  }

 private:
  const Trial& trial_;
  std::size_t latest_ = 0;  // the choice of levels that was enough last
};

void slow_down(TaskSpec& task, std::int64_t percent) {
  task.period += task.period * percent / 100;
  task.deadline += task.deadline * percent / 100;
}

// What all weights take at most. Padding behind a group is less than a chunk; there are no more
// groups than steps.
Bytes all_weights(const TaskSetSpec& set, const MemoryNeeds& needs) {
  const Bytes chunk = set.chunk.value_or(dn::kMiB * 2);
  Bytes total;
  for (const NetworkNeeds& network : needs.networks) {
    for (const Bytes weights : network.step_weights) total += align_up(weights, chunk);
  }
  return total;
}

// One of the set's limits.
std::optional<Bytes> larger(std::optional<Bytes> TaskSetSpec::*limit, Bytes most,
                            const TaskSetSpec& set, Search& search) {
  if (!(set.*limit)) return std::nullopt;
  const auto enough = search.smallest(mib(*(set.*limit)), mib(most) + 1, [&](std::int64_t value) {
    TaskSetSpec changed = set;
    changed.*limit = from_mib(value);
    return changed;
  });
  if (!enough) return std::nullopt;
  return from_mib(*enough);
}

std::optional<Advice::TaskChange> slower_task(const TaskSetSpec& set, Search& search) {
  std::optional<Advice::TaskChange> change;
  std::int64_t least = kMostPercent;
  for (std::uint32_t i = 0; i < set.tasks.size(); ++i) {
    const Change slower = [&](std::int64_t percent) {
      TaskSetSpec changed = set;
      slow_down(changed.tasks[i], percent);
      return changed;
    };
    const auto enough = search.smallest(0, least, slower);
    if (!enough) continue;
    change = {TaskId{i}, slower(*enough).tasks[i].period};
    least = *enough - 1;
  }
  return change;
}

std::optional<Advice::TaskMemory> more_retained(const TaskSetSpec& set, Bytes most,
                                                Search& search) {
  std::optional<Advice::TaskMemory> change;
  std::int64_t least = mib(most) + 1;
  for (std::uint32_t i = 0; i < set.tasks.size(); ++i) {
    const TaskSpec& task = set.tasks[i];
    if (!task.most_retained && task.retain != RetainRule::kNone) continue;
    const std::int64_t before = mib(task.most_retained.value_or(Bytes(0)));
    const auto enough = search.smallest(0, least, [&](std::int64_t more) {
      TaskSetSpec changed = set;
      changed.tasks[i].retain.reset();
      changed.tasks[i].most_retained = from_mib(before + more);
      return changed;
    });
    if (!enough) continue;
    change = {TaskId{i}, from_mib(before + *enough)};
    least = *enough - 1;
  }
  return change;
}

TaskSetSpec in_fp16(TaskSetSpec set, const std::vector<TaskId>& tasks) {
  for (const TaskId task : tasks) set.tasks[task.value].precision = Precision::kFp16;
  return set;
}

std::vector<TaskId> lower_precision(const TaskSetSpec& set, Search& search) {
  std::vector<TaskId> tasks;
  for (std::uint32_t i = 0; i < set.tasks.size(); ++i) {
    if (set.tasks[i].precision == Precision::kFp16) continue;
    const std::optional<bool> alone = search.answer(in_fp16(set, {TaskId{i}}));
    if (alone.value_or(false)) return {TaskId{i}};
    if (alone) tasks.push_back(TaskId{i});
  }
  if (tasks.empty() || !search.is_enough(in_fp16(set, tasks))) return {};
  for (std::size_t i = tasks.size(); i-- > 0;) {
    std::vector<TaskId> fewer = tasks;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (search.is_enough(in_fp16(set, fewer))) tasks = std::move(fewer);
  }
  return tasks;
}

}  // namespace

Advice advise(const TaskSetSpec& set, const MemoryNeeds& needs, const Trial& trial) {
  Search search(trial);
  const Bytes weights = all_weights(set, needs);
  const Bytes most_arena = arena_bytes(finest_levels(set), needs.task_arenas);
  Advice advice;
  advice.memory_limit = larger(&TaskSetSpec::memory_limit,
                               most_arena + needs.workspace + needs.io + weights, set, search);
  advice.host_memory_limit = larger(&TaskSetSpec::host_memory_limit, weights, set, search);
  const auto all = search.smallest(0, kMostPercent, [&](std::int64_t percent) {
    TaskSetSpec changed = set;
    for (TaskSpec& task : changed.tasks) slow_down(task, percent);
    return changed;
  });
  if (all) advice.slower_percent = static_cast<int>(*all);
  advice.slower_task = slower_task(set, search);
  advice.retained = more_retained(set, weights, search);
  if (set.preemption == Preemption::kNone) {
    TaskSetSpec changed = set;
    changed.preemption = Preemption::kGroupBoundary;
    advice.preemption = search.is_enough(changed);
  }
  advice.in_fp16 = lower_precision(set, search);
  return advice;
}

}  // namespace rtswap
