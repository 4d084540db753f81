// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/utilization.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

TEST(Utilization, ThreeThirdsAreOne) {
  const std::vector<DeviceTask> tasks(3, device_task(3, 1));
  EXPECT_DOUBLE_EQ(utilization(tasks), 1);
  EXPECT_TRUE(compare_utilization_to_one(tasks) == 0);
}

TEST(Utilization, OneNanosecondTooMuchIsSeenWhereDoublesSeeNone) {
  std::vector<DeviceTask> tasks(3, device_task(3'000'000'000'000'000, 1'000'000'000'000'000));
  tasks.push_back(device_task((std::int64_t{1} << 55) - 1, 1));
  EXPECT_DOUBLE_EQ(utilization(tasks), 1);
  EXPECT_TRUE(compare_utilization_to_one(tasks) > 0);
  tasks[0].wcet -= Nanos(1);
  EXPECT_TRUE(compare_utilization_to_one(tasks) < 0);
}

TEST(Utilization, LargePeriodsWithoutCommonDivisors) {
  const std::int64_t p = 1'000'000'007, q = p + 1;
  // 1 / p + p / q = 1 + 1 / (p q): no closer to 1 without being it.
  std::vector<DeviceTask> tasks = {device_task(p, 1), device_task(q, p)};
  EXPECT_TRUE(compare_utilization_to_one(tasks) > 0);
  // (p - 1) / p + 1 / q = 1 - 1 / (p q)
  tasks = {device_task(p, p - 1), device_task(q, 1)};
  EXPECT_TRUE(compare_utilization_to_one(tasks) < 0);
  tasks = {device_task(p, p - 1), device_task(p, 1)};
  EXPECT_TRUE(compare_utilization_to_one(tasks) == 0);
}

TEST(Utilization, FarAwayFromOne) {
  EXPECT_TRUE(compare_utilization_to_one({}) < 0);
  const std::vector<DeviceTask> tasks = {device_task(1, std::int64_t{1} << 55),
                                         device_task(2, std::int64_t{1} << 55)};
  EXPECT_TRUE(compare_utilization_to_one(tasks) > 0);
}

}  // namespace
}  // namespace rtswap
