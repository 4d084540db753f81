// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_edf_demand.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

// Worked out by hand: at t = 3 there are 2 units of blocking (C = 3 begun at -1) and 1 of work.
TEST(NpEdfDemand, BlockingByAJobDueLater) {
  const DeviceTask longer = with_deadline(device_task(10, 3), 9);
  EXPECT_TRUE(np_edf_demand(std::vector{with_deadline(device_task(10, 1), 3), longer}));
  EXPECT_FALSE(np_edf_demand(std::vector{with_deadline(device_task(10, 2), 3), longer}));
}

// A job that is ready 2 late has 2 less until its deadline, and comes sooner after the one before.
TEST(NpEdfDemand, JitterShortensDeadlines) {
  const DeviceTask other = with_deadline(device_task(20, 3), 20);
  EXPECT_TRUE(np_edf_demand(std::vector{with_deadline(device_task(10, 1), 5, 2), other}));
  EXPECT_FALSE(np_edf_demand(std::vector{with_deadline(device_task(10, 1), 5, 3), other}));
}

TEST(NpEdfDemand, DeadlinesBeyondThePeriod) {
  EXPECT_TRUE(np_edf_demand(
      std::vector{with_deadline(device_task(4, 2), 9), with_deadline(device_task(8, 4), 12)}));
}

TEST(NpEdfDemand, InvalidTimes) {
  EXPECT_FALSE(np_edf_demand(std::vector{device_task(0, 0)}));
  EXPECT_FALSE(np_edf_demand(std::vector{device_task(5, -1)}));
  EXPECT_FALSE(np_edf_demand(std::vector{with_deadline(device_task(5, 1), 0)}));
  EXPECT_FALSE(np_edf_demand(std::vector{with_deadline(device_task(5, 1), 5, -1)}));
  EXPECT_FALSE(np_edf_demand(std::vector{device_task(std::int64_t{1} << 56, 1)}));
}

}  // namespace
}  // namespace rtswap
