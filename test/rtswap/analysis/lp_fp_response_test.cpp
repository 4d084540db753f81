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
  const auto bounds =
      lp_fp_response(std::vector{device_task(5, 2, 0), with_groups(device_task(20, 6, 1), 2, 2)});
  EXPECT_EQ(bounds[0].response, Nanos(1 + 2));
  EXPECT_EQ(bounds[1].response, Nanos(10));
}

// w = 4 + 3 * 2 + 3 * 1 = 13: jobs above that are ready at 0, 5 and 10 (less than 1 later each, so
// that all of them interrupt something), each with 1 to load again; then the last group.
TEST(LpFpResponse, AReloadIsPaidByThePreemptor) {
  const auto bounds = lp_fp_response(std::vector{with_groups(device_task(5, 2, 0), 2, 2, 1),
                                                 with_groups(device_task(20, 6, 1), 2, 2)});
  EXPECT_EQ(bounds[0].response, Nanos(1 + 2));
  EXPECT_EQ(bounds[1].response, Nanos(13 + 2));
}

TEST(LpFpResponse, LowerTasksCostNoReloadAboveThem) {
  // The first task's only prey is the third; in the level of the second it preempts nobody.
  const std::vector tasks = {with_groups(device_task(10, 2, 0), 2, 2, 3), device_task(20, 4, 1),
                             with_groups(device_task(40, 6, 2), 2, 2)};
  auto free = tasks;
  free[0].reload = Nanos(0);
  EXPECT_EQ(lp_fp_response(tasks)[1], lp_fp_response(free)[1]);
  EXPECT_GT(lp_fp_response(tasks)[2].response, lp_fp_response(free)[2].response);
}

TEST(LpFpResponse, InvalidGroups) {
  const std::vector<ResponseBound> none(1);
  EXPECT_EQ(lp_fp_response(std::vector{with_groups(device_task(9, 3), 4, 1)}), none);
  EXPECT_EQ(lp_fp_response(std::vector{with_groups(device_task(9, 3), 2, 3)}), none);
}

}  // namespace
}  // namespace rtswap
