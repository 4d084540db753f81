// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/lp_edf_demand.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

// Worked out by hand. The long job is released at 0 with the short one:
//   0..2 short, 2..4 and 4..6 long, 6..8 short (released at 5), 8..9 long. Nobody reloads.
// A short job released just after a group of 2 has begun waits for 1.
TEST(LpEdfDemand, GroupsLetAShortJobIn) {
  const std::vector tasks = {at_level(device_task(5, 2), 1), with_groups(device_task(20, 5), 2, 1)};
  const auto bounds = lp_edf_demand(tasks);
  EXPECT_EQ(bounds[0].response, Nanos(3));
  EXPECT_EQ(bounds[0].blocking, Nanos(1));
  EXPECT_EQ(bounds[1].response, Nanos(9));
}

// The same with 1 to load again: the short job released at 5 costs it, the one released at 0 came
// before the long job had anything to lose; but both can come after it began: 0..1 long, 1..3
// short, 3..4 again, 4..5 long, 6..8 short, 8..9 again ... at most 5 + 2 (2 + 1).
TEST(LpEdfDemand, AReloadIsPaidByThePreemptor) {
  const std::vector tasks = {at_level(with_groups(device_task(5, 2), 2, 2, 1), 1),
                             with_groups(device_task(30, 5), 2, 1)};
  const auto bounds = lp_edf_demand(tasks);
  EXPECT_EQ(bounds[0].response, Nanos(3));
  EXPECT_GT(bounds[1].response, Nanos(9));
  auto free = tasks;
  free[0].reload = Nanos(0);
  EXPECT_EQ(lp_edf_demand(free)[1].response, Nanos(9));
}

TEST(LpEdfDemand, NobodyToPreemptNothingToReload) {
  // The other task has one group; so its jobs are not interrupted.
  const std::vector tasks = {at_level(with_groups(device_task(20, 2), 1, 1, 5), 1),
                             device_task(30, 3)};
  auto free = tasks;
  free[0].reload = Nanos(0);
  EXPECT_EQ(lp_edf_demand(tasks), lp_edf_demand(free));
}

// The short and the long task share a level. The long job, begun at -1, has 4 to do at 0, when all
// others come: 0..1 long, 1..2 urgent, 2..4 reload, 4..7 long, 7..9 short.
TEST(LpEdfDemand, AJobOfItsOwnLevelIsWaitedForWithAllThatItLoses) {
  const std::vector tasks = {at_level(with_groups(device_task(6, 1), 1, 1, 2), 1),
                             with_deadline(with_groups(device_task(30, 2), 2, 2), 12),
                             with_deadline(with_groups(device_task(60, 5), 2, 1), 50)};
  const auto bounds = lp_edf_demand(tasks);
  EXPECT_EQ(bounds[1].blocker, 2U);
  EXPECT_EQ(bounds[1].blocking, Nanos(4));
  // The urgent task comes twice in that time: 4 + 2 (1 + 2) + 2.
  EXPECT_EQ(bounds[1].response, Nanos(12));
  // At a level of its own it waits for a group, and makes nobody load that it waits for.
  auto apart = tasks;
  apart[0].level = 2;
  apart[1].level = 1;
  EXPECT_EQ(lp_edf_demand(apart)[1].blocking, Nanos(1));
  EXPECT_EQ(lp_edf_demand(apart)[1].response, Nanos(1 + 1 + 2));
}

TEST(LpEdfDemand, BestEffortJobsBlockAtAnyTime) {
  const std::vector tasks = {at_level(device_task(5, 2), 1), with_groups(device_task(20, 5), 2, 1)};
  EXPECT_EQ(lp_edf_demand(tasks, {.background = Nanos(4)})[0].response, Nanos(3 + 2));
  EXPECT_EQ(lp_edf_demand(tasks, {.background = Nanos(4)})[0].blocker, std::nullopt);
  EXPECT_GE(lp_edf_demand(tasks, {.background = Nanos(4)})[1].response, Nanos(9 + 3));
}

TEST(LpEdfDemand, LevelsMustFollowDeadlinesAndJitter) {
  std::vector tasks = {at_level(device_task(5, 1), 0), at_level(device_task(20, 5), 1)};
  EXPECT_EQ(lp_edf_demand(tasks), std::vector<ResponseBound>(2));
  tasks[1] = with_deadline(tasks[1], 20, 15);
  EXPECT_TRUE(lp_edf_demand(tasks)[0].response);
}

TEST(LpEdfDemand, InvalidGroups) {
  const std::vector<ResponseBound> none(1);
  EXPECT_EQ(lp_edf_demand(std::vector{with_groups(device_task(9, 3), 4, 1)}), none);
  EXPECT_EQ(lp_edf_demand(std::vector{with_groups(device_task(9, 3), 2, 3)}), none);
  EXPECT_EQ(lp_edf_demand(std::vector{with_groups(device_task(9, 3), 2, -1)}), none);
  EXPECT_EQ(lp_edf_demand(std::vector{with_groups(device_task(9, 3), 2, 1, -1)}), none);
}

}  // namespace
}  // namespace rtswap
