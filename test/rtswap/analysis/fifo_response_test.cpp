// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/fifo_response.h"

#include <gtest/gtest.h>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

// Worked out by hand: all released at once, any of them may be last.
TEST(FifoResponse, AllAtOnce) {
  const auto bounds =
      fifo_response(std::vector{device_task(20, 1), device_task(20, 2), device_task(20, 4)});
  for (const ResponseBound& bound : bounds) EXPECT_EQ(bound.response, Nanos(7));
}

TEST(FifoResponse, DeadlinesDoNotMatter) {
  const std::vector tasks = {device_task(10, 1), device_task(12, 5)};
  auto other = tasks;
  other[0].deadline = Nanos(3);
  other[1].deadline = Nanos(1000);
  EXPECT_EQ(fifo_response(tasks), fifo_response(other));
}

// Ready at once, but released 3 later than the one with jitter 3 that becomes ready with it: the
// late one runs first. And one granted before it became ready blocks it.
TEST(FifoResponse, AJobThatIsReadyLateOvertakes) {
  const auto bounds =
      fifo_response(std::vector{with_deadline(device_task(20, 4), 20, 3), device_task(20, 2)});
  EXPECT_EQ(bounds[0].response, Nanos(3 + 1 + 4));
  EXPECT_EQ(bounds[0].blocking, Nanos(1));
  EXPECT_EQ(bounds[1].response, Nanos(4 + 2));
}

}  // namespace
}  // namespace rtswap
