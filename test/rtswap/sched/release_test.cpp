// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/release.h"

#include <gtest/gtest.h>

#include <vector>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TaskSpec task(Nanos period, Nanos deadline, Nanos phase) {
  return {.name = "t", .period = period, .deadline = deadline, .phase = phase};
}

TEST(Release, JobsWithinADurationAreThoseReleasedBeforeItsEnd) {
  const TaskSpec t = task(10ms, 10ms, 3ms);
  EXPECT_EQ(jobs_within(t, 0ms), 0U);
  EXPECT_EQ(jobs_within(t, 3ms), 0U);  // the end is not inside
  EXPECT_EQ(jobs_within(t, 3ms + 1ns), 1U);
  EXPECT_EQ(jobs_within(t, 13ms), 1U);
  EXPECT_EQ(jobs_within(t, 13ms + 1ns), 2U);
  EXPECT_EQ(jobs_within(task(10ms, 10ms, 0ms), 1s), 100U);
}

TEST(Release, CountAgreesWithTheReleasesThemselves) {
  for (int period = 1; period <= 5; ++period) {
    for (int phase = 0; phase <= 6; ++phase) {
      const TaskSpec t = task(Nanos(period), Nanos(period), Nanos(phase));
      for (int duration = 0; duration <= 20; ++duration) {
        std::uint64_t count = 0;
        while (release_offset(t, JobIndex{count}) < Nanos(duration)) ++count;
        EXPECT_EQ(jobs_within(t, Nanos(duration)), count) << period << ' ' << phase;
      }
    }
  }
}

TEST(Release, HyperperiodIsTheLeastCommonMultiple) {
  const std::vector<TaskSpec> tasks = {task(40ms, 1ms, 0ms), task(60ms, 1ms, 0ms),
                                       task(25ms, 1ms, 0ms)};
  EXPECT_EQ(hyperperiod(tasks), Nanos(600ms));
  EXPECT_EQ(hyperperiod(std::span(tasks).first(1)), Nanos(40ms));
  EXPECT_FALSE(hyperperiod({}).has_value());
}

TEST(Release, HyperperiodBeyondSixtyFourBitsIsEmpty) {
  // Three primes of about 3e6 ns have a product of about 3e19.
  const std::vector<TaskSpec> tasks = {task(3000017ns, 1ns, 0ns), task(3000047ns, 1ns, 0ns),
                                       task(3000061ns, 1ns, 0ns)};
  EXPECT_TRUE(hyperperiod(std::span(tasks).first(2)).has_value());
  EXPECT_FALSE(hyperperiod(tasks).has_value());
}

}  // namespace
}  // namespace rtswap
