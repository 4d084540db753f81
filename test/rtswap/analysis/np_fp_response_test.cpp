// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_fp_response.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

// Davis, Burns, Bril, Lukkien 2007, the three messages that refute the earlier analysis of CAN: the
// second instance of C, not the first, is the slowest, and misses 3.25 ms.
TEST(NpFpResponse, Davis2007MessageCMissesInItsSecondInstance) {
  const std::int64_t ms = 1'000'000;
  const auto bounds = np_fp_response(std::vector{
      device_task(5 * ms / 2, ms, 1), with_deadline(device_task(7 * ms / 2, ms, 2), 13 * ms / 4),
      with_deadline(device_task(7 * ms / 2, ms, 3), 13 * ms / 4)});
  EXPECT_EQ(bounds[0].response, Nanos(2 * ms - 1));
  EXPECT_EQ(bounds[1].response, Nanos(3 * ms - 1));
  EXPECT_EQ(bounds[2].response, Nanos(7 * ms / 2));
  EXPECT_EQ(bounds[0].blocking, Nanos(ms - 1));
  EXPECT_EQ(bounds[2].blocking, Nanos(0));
}

// Worked out by hand: the job above is ready when the lower one is about to start, and again 10 - 3
// later because of its jitter: 0..2, (7..9 does not matter) 2..6.
TEST(NpFpResponse, JitterOfTasksAbove) {
  const auto with_jitter = [](std::int64_t jitter) {
    return *np_fp_response(std::vector{with_deadline(device_task(10, 2, 0), 10, jitter),
                                       device_task(40, 4, 1), device_task(40, 6, 2)})[2]
                .response;
  };
  EXPECT_EQ(with_jitter(0), Nanos(12));
  EXPECT_EQ(with_jitter(3), Nanos(12));
  EXPECT_EQ(with_jitter(4), Nanos(14));  // ready at 0 and at 6, when the third would start
}

TEST(NpFpResponse, EqualRanksWaitForEachOther) {
  const auto bounds = np_fp_response(std::vector{device_task(20, 3, 1), device_task(20, 5, 1)});
  EXPECT_EQ(bounds[0].response, Nanos(8));
  EXPECT_EQ(bounds[1].response, Nanos(8));
}

TEST(NpFpResponse, TasksAboveAnOverloadKeepTheirBounds) {
  const auto bounds = np_fp_response(std::vector{device_task(10, 4, 0), device_task(10, 7, 1)});
  EXPECT_EQ(bounds[0].response, Nanos(6 + 4));
  EXPECT_EQ(bounds[1].response, std::nullopt);
}

}  // namespace
}  // namespace rtswap
