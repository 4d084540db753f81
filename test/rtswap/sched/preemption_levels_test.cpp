// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/preemption_levels.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rtswap {
namespace {

using dn::Bytes;
using Levels = PreemptionLevels;

TaskSetSpec set_of(const std::vector<Nanos>& deadlines) {
  TaskSetSpec set;
  set.preemption = Preemption::kGroupBoundary;
  for (const Nanos deadline : deadlines) {
    TaskSpec& task = set.tasks.emplace_back();
    task.period = task.deadline = deadline;
  }
  return set;
}

TEST(PreemptionLevels, FollowWhatThePolicyRanksBy) {
  TaskSetSpec set = set_of({Nanos(30), Nanos(10), Nanos(20), Nanos(10)});
  EXPECT_EQ(finest_levels(set), (Levels{0, 2, 1, 2}));
  set.policy = PolicyKind::kRm;
  set.tasks[0].period = Nanos(5);
  EXPECT_EQ(finest_levels(set), (Levels{2, 1, 0, 1}));
  set.policy = PolicyKind::kFp;
  for (int i = 0; i < 4; ++i) set.tasks[static_cast<std::size_t>(i)].priority = i;
  EXPECT_EQ(finest_levels(set), (Levels{0, 1, 2, 3}));
  set.policy = PolicyKind::kFifo;
  EXPECT_EQ(finest_levels(set), (Levels{0, 0, 0, 0}));
}

TEST(PreemptionLevels, WithoutPreemptionThereIsOneAndThatOfBestEffort) {
  TaskSetSpec set = set_of({Nanos(30), Nanos(10), Nanos(20)});
  set.preemption = Preemption::kNone;
  EXPECT_EQ(finest_levels(set), (Levels{0, 0, 0}));
  set.tasks[1].best_effort = true;
  EXPECT_EQ(finest_levels(set), (Levels{1, 0, 1}));
  EXPECT_EQ(level_choices(set), (std::vector<Levels>{{1, 0, 1}}));
}

TEST(PreemptionLevels, ChoicesMergeNeighbours) {
  TaskSetSpec set = set_of({Nanos(30), Nanos(10), Nanos(20)});
  EXPECT_EQ(level_choices(set), (std::vector<Levels>{{0, 2, 1}, {0, 1, 0}, {0, 1, 1}, {0, 0, 0}}));
  set.tasks[0].best_effort = true;
  EXPECT_EQ(level_choices(set), (std::vector<Levels>{{0, 2, 1}, {0, 1, 1}}));
}

TEST(PreemptionLevels, OfManyThereAreFewChoices) {
  std::vector<Nanos> deadlines;
  for (int i = 1; i <= 100; ++i) deadlines.emplace_back(i);
  TaskSetSpec set = set_of(deadlines);
  for (const bool best_effort : {false, true}) {
    set.tasks.front().best_effort = best_effort;
    const std::vector<Levels> choices = level_choices(set);
    EXPECT_LT(choices.size(), 10u);
    const std::uint32_t fewest = std::ranges::max(choices.back());
    EXPECT_EQ(fewest, best_effort ? 1u : 0u);
    for (const Levels& levels : choices) {
      for (std::size_t i = 2; i < levels.size(); ++i) {
        ASSERT_LE(levels[i], levels[i - 1]) << "a longer deadline, a higher level";
        ASSERT_LE(levels[i - 1] - levels[i], 1u) << "a level is nobody's";
      }
      if (best_effort) {
        ASSERT_EQ(std::ranges::count(levels, 0u), 1);
      }
    }
  }
}

TEST(PreemptionLevels, ALevelSharesTheLargestArena) {
  const Levels levels = {0, 1, 0};
  const std::vector<Bytes> arenas = {Bytes(10), Bytes(7), Bytes(12)};
  EXPECT_EQ(level_arenas(levels, arenas), (std::vector<Bytes>{Bytes(12), Bytes(7)}));
  EXPECT_EQ(arena_bytes(levels, arenas), Bytes(19));
}

}  // namespace
}  // namespace rtswap
