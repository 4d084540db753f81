// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_edf_response.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

// Worked out by hand.
//   short: released at 1, the long one was granted at 0: 0...4 long, 4..5 short. 4 after release.
//   long:  both at 0, the short one first: 0..1 short, 1...5 long; at 4 short again, due at 8, too,
//          but the long one has begun. Ties could make it 0..1, 1..5: no later. 5 after release.
TEST(NpEdfResponse, OneShortOneLong) {
  const auto bounds = np_edf_response(std::vector{device_task(4, 1), device_task(8, 4)});
  EXPECT_EQ(bounds[0].response, Nanos(4));
  EXPECT_EQ(bounds[0].blocking, Nanos(3));
  EXPECT_EQ(bounds[0].blocker, 1U);
  EXPECT_EQ(bounds[0].interference, Nanos(0));
  EXPECT_EQ(bounds[1].response, Nanos(5));
  EXPECT_EQ(bounds[1].blocker, std::nullopt);
  EXPECT_EQ(bounds[1].interference, Nanos(1));
}

TEST(NpEdfResponse, JitterCountsFromTheRelease) {
  const DeviceTask alone = with_deadline(device_task(10, 3), 10, 4);
  const auto bounds = np_edf_response(std::vector{alone});
  EXPECT_EQ(bounds[0].response, Nanos(7));
  EXPECT_EQ(bounds[0].jitter, Nanos(4));
}

TEST(NpEdfResponse, NoBoundWhenOverloaded) {
  const auto bounds = np_edf_response(std::vector{device_task(4, 3), device_task(8, 3)});
  EXPECT_EQ(bounds, std::vector<ResponseBound>(2));
}

TEST(NpEdfResponse, ALateTaskHasABoundAsWell) {
  const auto bounds = np_edf_response(std::vector{device_task(4, 1), device_task(8, 5)});
  EXPECT_EQ(bounds[0].response, Nanos(5));
}

}  // namespace
}  // namespace rtswap
