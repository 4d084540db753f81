// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "rtswap/model/link_pieces.h"
#include "rtswap/sched/preemption_levels.h"
#include "test/support/simulated_stage.h"

namespace rtswap {

// Random task sets for the simulator: networks of retained and streamed groups, some larger than a
// piece, in places that overlap within a network and between networks.
class RandomStage {
 public:
  static constexpr std::uint32_t kStreamingChunks = 24;

  explicit RandomStage(std::uint64_t seed) : random_(seed) {}

  // `utilization`: of all tasks' computing times, about.
  SimulatedStage make(int tasks, double utilization) {
    SimulatedStage stage(kStreamingChunks);
    constexpr std::array<PolicyKind, 5> kPolicies = {
        PolicyKind::kEdf, PolicyKind::kDm, PolicyKind::kRm, PolicyKind::kFp, PolicyKind::kFifo};
    stage.set().policy = kPolicies[static_cast<std::size_t>(pick(0, 4))];
    for (int i = 0; i < tasks; ++i) add_task(stage, utilization / tasks);
    std::vector<int> priorities(static_cast<std::size_t>(tasks));
    std::iota(priorities.begin(), priorities.end(), 0);
    std::ranges::shuffle(priorities, random_);
    for (std::size_t i = 0; i < priorities.size(); ++i)
      stage.set().tasks[i].priority = priorities[i];
    SetTiming& timing = stage.timing();
    timing.dispatch = up_to(Nanos(pick(0, 20)));
    timing.wake = up_to(Nanos(pick(0, 20)));
    timing.late_loads = up_to(Nanos(pick(0, 50)));
    timing.interruptions = up_to(Nanos(pick(0, 50)));
    return stage;
  }

  std::int64_t pick(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }

  // A bound with a median and a p99 below it.
  BoundedTime up_to(Nanos bound) {
    const Nanos p99(pick(bound.count() / 2, bound.count()));
    return {Nanos(pick(bound.count() / 3, p99.count())), p99, bound};
  }

 private:
  void add_task(SimulatedStage& stage, double utilization) {
    std::vector<SketchedGroup> groups(static_cast<std::size_t>(pick(1, 8)));
    Nanos exec{0};
    for (SketchedGroup& group : groups) {
      group = random_group();
      exec += group.exec;
    }
    const auto period =
        Nanos(static_cast<std::int64_t>(static_cast<double>(exec.count()) / utilization *
                                        static_cast<double>(pick(50, 150)) / 100));
    const Nanos deadline(std::max<std::int64_t>(1, period.count() * pick(60, 100) / 100));
    TaskSpec& task = stage.add(std::max(period, deadline), deadline, groups);
    task.phase = Nanos(pick(0, period.count()));
    TaskTiming& timing = stage.timing().tasks.back();
    timing.prepare = up_to(Nanos(pick(0, 40)));
    timing.finish = up_to(Nanos(pick(0, 40)));
    for (GroupTiming& group : timing.groups) {
      group.exec = up_to(group.exec.bound);
      if (!group.retained) group.load = group.prefetch = up_to(group.load.bound);
    }
  }

  SketchedGroup random_group() {
    SketchedGroup group;
    group.exec = Nanos(pick(1, 300));
    if (pick(0, 2) == 0) return group;
    const auto size = static_cast<std::uint32_t>(pick(0, 3) == 0 ? pick(9, 20) : pick(1, 8));
    const auto first = static_cast<std::uint32_t>(pick(0, kStreamingChunks - size));
    for (std::uint32_t chunk = 0; chunk < size; ++chunk) group.place.push_back(first + chunk);
    group.load = Nanos(static_cast<std::int64_t>(size) * pick(5, 15));
    return group;
  }

  std::mt19937_64 random_;
};

// The longest piece of any load, in pieces of so many bytes.
inline Nanos longest_piece(const SimulatedStage& stage, dn::Bytes most) {
  Nanos longest{0};
  for (const TaskTiming& task : stage.timing().tasks) {
    for (const GroupTiming& group : task.groups) {
      if (group.retained) continue;
      const auto piece =
          static_cast<std::int64_t>(std::min(most, group.bytes).value / dn::kMiB.value);
      const auto whole = static_cast<std::int64_t>(group.bytes.value / dn::kMiB.value);
      longest = std::max(longest, group.load.bound * piece / whole + Nanos(1));
    }
  }
  return longest;
}

// What can be on the link of prefetches when a job is granted, and of a job's own loads.
inline Nanos window_of(const SimulatedStage& stage, bool has_own_memory) {
  return longest_piece(stage, kPrefetchPiece) * (has_own_memory ? 2 : 1);
}
inline Nanos flight_of(const SimulatedStage& stage, bool has_own_memory) {
  const Nanos piece = longest_piece(stage, kLargestPiece);
  if (!has_own_memory) return piece;
  // Two of the largest, or eight small ones that have no more bytes.
  constexpr auto kMebibytes = static_cast<std::int64_t>(2 * kLargestPiece.value / dn::kMiB.value);
  return std::min(piece * 8, longest_piece(stage, dn::kMiB) * kMebibytes);
}

// Preemption at group boundaries with one of the ways to choose levels.
inline void choose_levels(SimulatedStage& stage, RandomStage& random) {
  stage.set().preemption = Preemption::kGroupBoundary;
  const std::vector<PreemptionLevels> choices = level_choices(stage.set());
  const auto last = static_cast<std::int64_t>(choices.size()) - 1;
  stage.plan().levels = choices[static_cast<std::size_t>(random.pick(0, last))];
}

}  // namespace rtswap
