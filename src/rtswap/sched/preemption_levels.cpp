// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/preemption_levels.h"

#include <algorithm>
#include <numeric>

namespace rtswap {
namespace {

constexpr std::size_t kMostForAllChoices = 5;

// The smaller, the more urgent; what a job needs to preempt another one is a smaller one.
std::int64_t urgency(const TaskSetSpec& set, const TaskSpec& task) {
  switch (set.policy) {
    case PolicyKind::kEdf:
    case PolicyKind::kDm:
      return task.deadline.count();
    case PolicyKind::kRm:
      return task.period.count();
    case PolicyKind::kFp:
      return -static_cast<std::int64_t>(task.priority.value_or(0));
    case PolicyKind::kFifo:
      break;
  }
  return 0;
}

bool has_best_effort(const TaskSetSpec& set) {
  return std::ranges::any_of(set.tasks, &TaskSpec::best_effort);
}

// Every level becomes the one that `merged` gives for it.
PreemptionLevels renumbered(PreemptionLevels levels, std::span<const std::uint32_t> merged) {
  for (std::uint32_t& level : levels) level = merged[level];
  return levels;
}

// Cuts between neighbours where the bit is set; the lowest level stays apart where it is said to.
std::vector<std::uint32_t> merged_by(std::uint64_t cuts, std::size_t levels, bool lowest_apart) {
  std::vector<std::uint32_t> merged = {0};
  for (std::size_t level = 1; level < levels; ++level) {
    const bool is_cut = (level == 1 && lowest_apart) || ((cuts >> (level - 1)) & 1U) != 0;
    merged.push_back(merged.back() + (is_cut ? 1 : 0));
  }
  return merged;
}

// `wanted` levels of about equally many of the finest.
std::vector<std::uint32_t> evenly_merged(std::size_t wanted, std::size_t levels,
                                         bool lowest_apart) {
  const std::size_t apart = lowest_apart ? 1 : 0;
  std::vector<std::uint32_t> merged;
  for (std::size_t level = 0; level < levels; ++level) {
    const std::size_t place = level < apart ? 0 : level - apart;
    const std::size_t to = level < apart ? 0 : apart + place * wanted / (levels - apart);
    merged.push_back(static_cast<std::uint32_t>(to));
  }
  return merged;
}

}  // namespace

PreemptionLevels finest_levels(const TaskSetSpec& set) {
  std::vector<std::int64_t> ranks;
  for (const TaskSpec& task : set.tasks) {
    if (!task.best_effort) ranks.push_back(urgency(set, task));
  }
  if (set.preemption == Preemption::kNone) std::ranges::fill(ranks, 0);
  std::ranges::sort(ranks, std::ranges::greater());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  const std::uint32_t lowest = has_best_effort(set) ? 1 : 0;
  PreemptionLevels levels;
  for (const TaskSpec& task : set.tasks) {
    const auto is_below = [&](std::int64_t rank) { return rank > urgency(set, task); };
    const auto below =
        set.preemption == Preemption::kNone ? 0 : std::ranges::count_if(ranks, is_below);
    levels.push_back(task.best_effort ? 0 : lowest + static_cast<std::uint32_t>(below));
  }
  return levels;
}

std::vector<PreemptionLevels> level_choices(const TaskSetSpec& set) {
  const PreemptionLevels finest = finest_levels(set);
  const std::size_t count = std::size_t{1} + *std::ranges::max_element(finest);
  const bool lowest_apart = has_best_effort(set);
  const std::size_t others = count - (lowest_apart ? 1 : 0);
  std::vector<PreemptionLevels> choices = {finest};
  if (others < 2) return choices;
  if (others > kMostForAllChoices) {
    for (std::size_t wanted = others / 2; wanted > 0; wanted /= 2)
      choices.push_back(renumbered(finest, evenly_merged(wanted, count, lowest_apart)));
    return choices;
  }
  const std::size_t fixed = lowest_apart ? 1 : 0;
  const std::uint64_t all = std::uint64_t{1} << (others - 1);
  for (std::uint64_t cuts = all - 1; cuts-- > 0;)
    choices.push_back(renumbered(finest, merged_by(cuts << fixed, count, lowest_apart)));
  return choices;
}

std::vector<dn::Bytes> level_arenas(std::span<const std::uint32_t> levels,
                                    std::span<const dn::Bytes> task_arenas) {
  std::vector<dn::Bytes> arenas;
  for (std::size_t task = 0; task < levels.size(); ++task) {
    if (arenas.size() <= levels[task]) arenas.resize(levels[task] + 1);
    arenas[levels[task]] = std::max(arenas[levels[task]], task_arenas[task]);
  }
  return arenas;
}

dn::Bytes arena_bytes(std::span<const std::uint32_t> levels,
                      std::span<const dn::Bytes> task_arenas) {
  const std::vector<dn::Bytes> arenas = level_arenas(levels, task_arenas);
  return std::accumulate(arenas.begin(), arenas.end(), dn::Bytes());
}

}  // namespace rtswap
