// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_edf_jeffay.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

// Worked out by hand. T = 4, C = 1 released at 1, just after T = 8, C = 4 was granted at 0:
//   0...4 long, 4..5 short, due at 5. One unit more of the long one and the short one is late.
TEST(NpEdfJeffay, ALongJobBlocksAShortPeriod) {
  EXPECT_TRUE(np_edf_jeffay(std::vector{device_task(4, 1), device_task(8, 4)}));
  EXPECT_FALSE(np_edf_jeffay(std::vector{device_task(4, 1), device_task(8, 5)}));
  EXPECT_FALSE(np_edf_jeffay(std::vector{device_task(8, 5), device_task(4, 1)}));
}

TEST(NpEdfJeffay, TheDeviceMayBeFull) {
  EXPECT_TRUE(np_edf_jeffay(std::vector{device_task(4, 2), device_task(4, 2)}));
  EXPECT_TRUE(np_edf_jeffay(std::vector{device_task(2, 1), device_task(4, 2)}));
  EXPECT_FALSE(np_edf_jeffay(std::vector{device_task(4, 2), device_task(4, 3)}));
}

TEST(NpEdfJeffay, PreconditionsThatDoNotHold) {
  const DeviceTask good = device_task(8, 1);
  ASSERT_TRUE(np_edf_jeffay(std::vector{good}));
  EXPECT_FALSE(np_edf_jeffay(std::vector{with_deadline(good, 7)}));
  EXPECT_FALSE(np_edf_jeffay(std::vector{with_deadline(good, 8, 1)}));
  EXPECT_FALSE(np_edf_jeffay(std::vector{device_task(8, 0)}));
  EXPECT_FALSE(np_edf_jeffay(std::vector{device_task(0, 1)}));
}

TEST(NpEdfJeffay, TooMuchToLookAt) {
  EXPECT_FALSE(np_edf_jeffay(std::vector{device_task(10, 1), device_task(1'000'000'000, 5)}));
}

}  // namespace
}  // namespace rtswap
