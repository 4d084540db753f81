// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/release_sequence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TaskSpec periodic(Nanos period, Nanos deadline, Nanos phase) {
  return {.name = "t", .period = period, .deadline = deadline, .phase = phase};
}

TaskSpec of_trace(std::vector<Nanos> arrivals, Nanos separation, Nanos phase = 0ms) {
  TaskSpec task = periodic(separation, separation, phase);
  task.release.kind = ReleaseKind::kTrace;
  task.release.arrivals = std::move(arrivals);
  return task;
}

TaskSpec poisson(Nanos mean_gap, Nanos separation, std::uint64_t seed) {
  TaskSpec task = periodic(separation, separation, 0ms);
  task.release.kind = ReleaseKind::kPoisson;
  task.release.mean_gap = mean_gap;
  task.release.seed = seed;
  return task;
}

std::vector<Release> all_of(const TaskSpec& task, const ReleaseEnd& end) {
  std::vector<Release> releases;
  for (ReleaseSequence sequence(task, end); !sequence.is_over(); sequence.advance())
    releases.push_back(sequence.next());
  return releases;
}

std::vector<Nanos> offsets_of(const TaskSpec& task, const ReleaseEnd& end = {}) {
  std::vector<Nanos> offsets;
  for (const Release& release : all_of(task, end)) offsets.push_back(release.offset);
  return offsets;
}

TEST(ReleaseSequence, JobsCarryReleaseAndAbsoluteDeadline) {
  const TaskSpec task = periodic(10ms, 8ms, 3ms);
  ReleaseSequence releases(task, {});
  for (int i = 0; i < 5; ++i) releases.advance();
  const Instant start = Instant{} + 1s;
  const Job job = releases.next_job(TaskId{7}, start);
  EXPECT_EQ(job.task, TaskId{7});
  EXPECT_EQ(job.index, JobIndex{5});
  EXPECT_EQ(job.release, start + 53ms);
  EXPECT_EQ(job.absolute_deadline, start + 61ms);
}

TEST(ReleaseSequence, PeriodicReleasesAreExact) {
  const TaskSpec task = periodic(10ms, 10ms, 3ms);
  EXPECT_EQ(offsets_of(task, {33ms, {}}), (std::vector<Nanos>{3ms, 13ms, 23ms}));
  EXPECT_EQ(offsets_of(task, {33ms + 1ns, {}}).size(), 4U);
  EXPECT_EQ(offsets_of(task, {{}, 2}), (std::vector<Nanos>{3ms, 13ms}));
  EXPECT_TRUE(ReleaseSequence(task, {3ms, {}}).is_over());
  for (const Release& release : all_of(task, {1s, {}})) EXPECT_EQ(release.held, 0ms);
}

// A late job: what was released before its end is left out.
TEST(ReleaseSequence, SkipsTheReleasesBeforeAnInstant) {
  const TaskSpec task = periodic(10ms, 10ms, 5ms);  // releases 5, 15, 25, 35, ...
  const auto next_after = [&](Nanos completion) {
    ReleaseSequence releases(task, {1s, {}});
    releases.advance();
    releases.advance();  // job 1, released at 15, is the late one
    const std::uint64_t skipped = releases.skip_until(completion);
    EXPECT_EQ(releases.next().index.value, 2 + skipped);
    return releases.next().index.value;
  };
  EXPECT_EQ(next_after(20ms), 2U);
  EXPECT_EQ(next_after(25ms), 2U);
  EXPECT_EQ(next_after(25ms + 1ns), 3U);
  EXPECT_EQ(next_after(35ms), 3U);  // done just when job 3 is released: it runs
  EXPECT_EQ(next_after(35ms + 1ns), 4U);
  EXPECT_EQ(next_after(99ms), 10U);
}

TEST(ReleaseSequence, SkipsNoReleaseThatTheRunDoesNotHave) {
  const TaskSpec task = periodic(10ms, 10ms, 0ms);
  ReleaseSequence by_duration(task, {45ms, {}}), by_jobs(task, {{}, 5});
  EXPECT_EQ(by_duration.skip_until(1s), 5U);
  EXPECT_TRUE(by_duration.is_over());
  EXPECT_EQ(by_jobs.skip_until(1s), 5U);
  EXPECT_TRUE(by_jobs.is_over());
  EXPECT_EQ(by_jobs.skip_until(2s), 0U);

  const TaskSpec traced = of_trace({1ms, 20ms, 40ms}, 10ms);
  ReleaseSequence short_run(traced, {30ms, {}});
  EXPECT_EQ(short_run.skip_until(1s), 2U);
  EXPECT_TRUE(short_run.is_over());
  ReleaseSequence whole(traced, {});
  EXPECT_EQ(whole.skip_until(20ms), 1U);
  EXPECT_EQ(whole.next().offset, Nanos(20ms));
  EXPECT_EQ(whole.skip_until(1min), 2U);
  EXPECT_TRUE(whole.is_over());
}

TEST(ReleaseSequence, ArrivalsAreHeldBackForThePeriod) {
  const TaskSpec task = of_trace({0ms, 2ms, 3ms, 50ms, 58ms}, 10ms, 5ms);
  const std::vector<Release> releases = all_of(task, {});
  const std::vector<Nanos> offsets = {5ms, 15ms, 25ms, 55ms, 65ms};
  const std::vector<Nanos> held = {0ms, 8ms, 17ms, 0ms, 2ms};
  ASSERT_EQ(releases.size(), offsets.size());
  for (std::size_t i = 0; i < releases.size(); ++i) {
    EXPECT_EQ(releases[i].index.value, i);
    EXPECT_EQ(releases[i].offset, offsets[i]) << i;
    EXPECT_EQ(releases[i].held, held[i]) << i;
  }
}

TEST(ReleaseSequence, EndsOfTraces) {
  const TaskSpec task = of_trace({0ms, 20ms, 40ms}, 10ms);
  EXPECT_EQ(offsets_of(task, {40ms, {}}).size(), 2U);
  EXPECT_EQ(offsets_of(task, {{}, 1}).size(), 1U);
  EXPECT_EQ(offsets_of(task, {{}, 100}).size(), 3U);
}

TEST(ReleaseSequence, PoissonArrivalsHaveTheirMeanAndSpread) {
  constexpr Nanos kMean = 10ms;
  constexpr std::uint64_t kJobs = 20'000;
  const std::vector<Nanos> offsets = offsets_of(poisson(kMean, 1ns, 7), {{}, kJobs});
  ASSERT_EQ(offsets.size(), kJobs);
  double sum = 0, squares = 0;
  std::uint64_t long_gaps = 0;
  for (std::size_t i = 1; i < offsets.size(); ++i) {
    const double gap = static_cast<double>((offsets[i] - offsets[i - 1]).count()) / kMean.count();
    sum += gap;
    squares += gap * gap;
    long_gaps += gap > 2 ? 1 : 0;
  }
  const double n = kJobs - 1;
  EXPECT_NEAR(sum / n, 1, .03);  // the standard error is .007
  EXPECT_NEAR(squares / n, 2, .15);
  EXPECT_NEAR(static_cast<double>(long_gaps) / n, std::exp(-2), .01);
}

TEST(ReleaseSequence, PoissonReleasesKeepThePeriodAndRepeat) {
  const std::vector<Release> a = all_of(poisson(10ms, 8ms, 1), {10s, {}});
  const std::vector<Release> b = all_of(poisson(10ms, 8ms, 1), {10s, {}});
  const std::vector<Release> c = all_of(poisson(10ms, 8ms, 2), {10s, {}});
  ASSERT_GT(a.size(), 500U);
  EXPECT_TRUE(std::ranges::equal(a, b, {}, &Release::offset, &Release::offset));
  EXPECT_FALSE(std::ranges::equal(a, c, {}, &Release::offset, &Release::offset));
  std::size_t held = 0;
  for (std::size_t i = 1; i < a.size(); ++i) {
    EXPECT_GE(a[i].offset - a[i - 1].offset, 8ms);
    EXPECT_GE(a[i].held, 0ms);
    EXPECT_TRUE(a[i].held == 0ms || a[i].offset - a[i - 1].offset == 8ms) << i;
    held += a[i].held > 0ms ? 1 : 0;
  }
  EXPECT_GT(held, a.size() / 4);
  EXPECT_LT(held, a.size());
}

// The longest gaps of all: the sequence ends before nanoseconds do.
TEST(ReleaseSequence, EndsAfterAHundredYears) {
  const TaskSpec task = poisson(24h * 365, 24h * 365, 3);
  const std::vector<Nanos> offsets = offsets_of(task);
  EXPECT_GT(offsets.size(), 10U);
  EXPECT_LE(offsets.size(), 101U);
  EXPECT_TRUE(std::ranges::is_sorted(offsets));
}

TEST(ReleaseSequence, OnlyPeriodicReleasesCanBePredicted) {
  const TaskSpec task = periodic(10ms, 10ms, 5ms), other = of_trace({5ms}, 10ms);
  ReleaseSequence releases(task, {{}, 1});
  EXPECT_EQ(releases.predicted(Instant{} + 1s), Instant{} + 1s + 5ms);
  releases.advance();
  EXPECT_EQ(releases.predicted(Instant{}), Instant::max());
  EXPECT_EQ(ReleaseSequence(other, {}).predicted(Instant{}), Instant::max());
}

}  // namespace
}  // namespace rtswap
