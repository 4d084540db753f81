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

TEST(Release, JobsCarryReleaseAndAbsoluteDeadline) {
  const Instant start = Instant{} + 1s;
  const Job job = job_at(task(10ms, 8ms, 3ms), TaskId{7}, JobIndex{5}, start);
  EXPECT_EQ(job.task, TaskId{7});
  EXPECT_EQ(job.index, JobIndex{5});
  EXPECT_EQ(job.release, start + 53ms);
  EXPECT_EQ(job.absolute_deadline, start + 61ms);
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

TEST(Release, SkipNextLeavesOutTheReleasesTheLateJobRanOver) {
  const TaskSpec t = task(10ms, 10ms, 5ms);  // releases 5, 15, 25, 35 ...
  const auto next = [&](Nanos completion) {
    return next_after_late_job(t, JobIndex{1}, completion).value;  // released at 15, due at 25
  };
  EXPECT_EQ(next(25ms + 1ns), 3U);  // job 2 was released at 25 and is skipped
  EXPECT_EQ(next(35ms), 3U);        // done just when job 3 is released: it runs
  EXPECT_EQ(next(35ms + 1ns), 4U);
  EXPECT_EQ(next(99ms), 10U);
}

TEST(Release, SkipNextSkipsNothingWhenTheLateJobIsDoneBeforeTheNextRelease) {
  const TaskSpec t = task(10ms, 4ms, 0ms);
  EXPECT_EQ(next_after_late_job(t, JobIndex{0}, 6ms), JobIndex{1});
  EXPECT_EQ(next_after_late_job(t, JobIndex{0}, 10ms), JobIndex{1});
  EXPECT_EQ(next_after_late_job(t, JobIndex{0}, 11ms), JobIndex{2});
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
