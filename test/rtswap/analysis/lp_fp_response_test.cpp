// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/lp_fp_response.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

// Worked out by hand, both released at 0:
//   0..2 above, 2..4 and 4..6 lower, 6..8 above (released at 5), 8..10 lower, its last group, which
//   the job released at 10 does not stop.
TEST(LpFpResponse, TheLastGroupIsNotInterrupted) {
  const auto bounds = lp_fp_response(
      std::vector{at_level(device_task(5, 2, 0), 1), with_groups(device_task(20, 6, 1), 2, 2)});
  EXPECT_EQ(bounds[0].response, Nanos(1 + 2));
  EXPECT_EQ(bounds[1].response, Nanos(10));
}

// w = 4 + 3 * 2 + 3 * 1 = 13: jobs above that are ready at 0, 5 and 10 (less than 1 later each, so
// that all of them interrupt something), each with 1 to load again; then the last group.
TEST(LpFpResponse, AReloadIsPaidByThePreemptor) {
  const auto bounds =
      lp_fp_response(std::vector{at_level(with_groups(device_task(5, 2, 0), 2, 2, 1), 1),
                                 with_groups(device_task(20, 6, 1), 2, 2)});
  EXPECT_EQ(bounds[0].response, Nanos(1 + 2));
  EXPECT_EQ(bounds[1].response, Nanos(13 + 2));
}

TEST(LpFpResponse, LowerTasksCostNoReloadAboveThem) {
  // The first task's only prey is the third; in the level of the second it preempts nobody.
  const std::vector tasks = {at_level(with_groups(device_task(10, 2, 0), 2, 2, 3), 2),
                             at_level(device_task(20, 4, 1), 1),
                             with_groups(device_task(40, 6, 2), 2, 2)};
  auto free = tasks;
  free[0].reload = Nanos(0);
  EXPECT_EQ(lp_fp_response(tasks)[1], lp_fp_response(free)[1]);
  EXPECT_GT(lp_fp_response(tasks)[2].response, lp_fp_response(free)[2].response);
}

// As in lp_edf_demand_test.cpp: the second task waits for all of the third, and for what that one
// loses to the first.
TEST(LpFpResponse, AJobOfItsOwnLevelIsWaitedForWithAllThatItLoses) {
  std::vector tasks = {at_level(with_groups(device_task(6, 1, 0), 1, 1, 2), 1),
                       device_task(30, 2, 1), with_groups(device_task(60, 5, 2), 2, 1)};
  EXPECT_EQ(lp_fp_response(tasks)[1].blocking, Nanos(4));
  EXPECT_EQ(lp_fp_response(tasks)[1].response, Nanos(4 + 2 * (1 + 2) + 2));
  tasks[0].level = 2;
  tasks[1].level = 1;
  EXPECT_EQ(lp_fp_response(tasks)[1].response, Nanos(1 + 1 + 2));
}

// The first two are of one rank: the first one, of a higher level, waits for the third, too, when
// the second one is taken for the better.
TEST(LpFpResponse, OneOfEqualRankMayWaitForAJobOfItsLevel) {
  const std::vector tasks = {at_level(device_task(30, 2, 0), 1), device_task(30, 2, 0),
                             with_groups(device_task(60, 5, 1), 2, 1)};
  EXPECT_EQ(lp_fp_response(tasks)[0].response, Nanos(4 + 2 + 2));
}

TEST(LpFpResponse, BestEffortJobsBlock) {
  const std::vector tasks = {device_task(30, 2, 0), device_task(60, 5, 1)};
  EXPECT_EQ(lp_fp_response(tasks, {.background = Nanos(9)})[0].response, Nanos(8 + 2));
  EXPECT_EQ(lp_fp_response(tasks, {.background = Nanos(9)})[1].response, Nanos(8 + 2 + 5));
  EXPECT_EQ(lp_fp_response(tasks, {.background = Nanos(9)})[0].blocker, std::nullopt);
}

TEST(LpFpResponse, LevelsMustFollowRanks) {
  const std::vector tasks = {at_level(device_task(30, 2, 0), 0),
                             at_level(device_task(60, 5, 1), 1)};
  EXPECT_EQ(lp_fp_response(tasks), std::vector<ResponseBound>(2));
}

TEST(LpFpResponse, InvalidGroups) {
  const std::vector<ResponseBound> none(1);
  EXPECT_EQ(lp_fp_response(std::vector{with_groups(device_task(9, 3), 4, 1)}), none);
  EXPECT_EQ(lp_fp_response(std::vector{with_groups(device_task(9, 3), 2, 3)}), none);
}

}  // namespace
}  // namespace rtswap
