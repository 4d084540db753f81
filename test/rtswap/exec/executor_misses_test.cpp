// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/small_task_set.h"

// What becomes of jobs that cannot be in time: their weights come over a link that needs several
// periods for a job, however fast the machine is.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kReleases = 8;

class ExecutorMisses : public testing::Test {
 protected:
  // A chain that streams all its groups, one piece of 3 ms each, in a period of 5 ms; and a task
  // that finds its weights resident and has all the time it wants.
  TaskSetSpec set(OnMiss on_miss) const {
    TaskSpec late = networks.task("chain", 5ms);
    TaskSpec relaxed = networks.task("detector", 10s);
    relaxed.deadline = 10s;
    TaskSetSpec set = task_set({late, relaxed}, kReleases);
    set.on_miss = on_miss;
    set.link = LinkSpec{{10'000'000'000}, 3ms};
    set.group = dn::Bytes(4096);
    return set;
  }
  // Only the late task, under a limit that leaves room for its largest group.
  TaskSetSpec late_task(OnMiss on_miss) const {
    TaskSetSpec late = set(on_miss);
    late.tasks.pop_back();
    late.memory_limit = limit_range(late).smallest;
    return late;
  }

  SmallNetworks networks;
};

TEST_F(ExecutorMisses, ContinueCompletesEveryJob) {
  const TaskSetSpec tasks = late_task(OnMiss::kContinue);
  const auto executor = make_executor(tasks);
  executor->start();
  const RunResults results = finish(*executor);
  const TaskSummary summary = executor->summary(TaskId{0});
  EXPECT_EQ(summary.jobs, kReleases);
  EXPECT_EQ(summary.misses, kReleases);
  EXPECT_EQ(summary.aborted, 0u);
  EXPECT_EQ(summary.skipped, 0u);
  EXPECT_GT(summary.stall, 10ms);
  const RunResults expected = expected_results(tasks);
  for (std::size_t job = 0; job < kReleases; ++job) {
    EXPECT_EQ(results.jobs[0][job].record.job.index.value, job);
    EXPECT_TRUE(results.jobs[0][job].record.missed);
    EXPECT_EQ(bits_of(results.jobs[0][job]), bits_of(expected.jobs[0][job]));
  }
  EXPECT_GT(results.jobs[0].back().record.response(), results.jobs[0].front().record.response())
      << "lateness piles up";
}

TEST_F(ExecutorMisses, SkipNextLeavesOutTheReleasesALateJobRanOver) {
  const auto executor = make_executor(late_task(OnMiss::kSkipNext));
  executor->start();
  const RunResults results = finish(*executor);
  const TaskSummary summary = executor->summary(TaskId{0});
  EXPECT_EQ(summary.misses, summary.jobs);
  EXPECT_GE(summary.skipped, summary.jobs) << "a job takes several periods";
  EXPECT_EQ(summary.jobs + summary.skipped, kReleases) << "each release is a job or is left out";
  for (std::size_t job = 1; job < results.jobs[0].size(); ++job) {
    const JobRecord& before = results.jobs[0][job - 1].record;
    EXPECT_GE(results.jobs[0][job].record.job.release, before.end);
  }
}

TEST_F(ExecutorMisses, SkippedReleasesEndWithTheDurationToo) {
  TaskSetSpec tasks = late_task(OnMiss::kSkipNext);
  tasks.jobs.reset();
  tasks.duration = 33ms;
  const auto executor = make_executor(tasks);
  executor->start();
  finish(*executor);
  const TaskSummary summary = executor->summary(TaskId{0});
  EXPECT_EQ(summary.jobs + summary.skipped, 7u) << "releases at 0, 5, ... 30 ms";
}

// Every job needs several periods: what may be lost is given up, and the others are late.
TEST_F(ExecutorMisses, FirmTasksGiveUpWhatTheyMayLose) {
  TaskSetSpec tasks = late_task(OnMiss::kContinue);
  tasks.tasks[0].firm = FirmSpec{2, 5};
  const auto executor = make_executor(tasks);
  executor->set_device_bounds({1h});  // no job can be in time
  executor->start();
  const RunResults results = finish(*executor);
  const TaskSummary summary = executor->summary(TaskId{0});
  EXPECT_EQ(summary.jobs, kReleases);
  EXPECT_EQ(summary.misses, kReleases);
  EXPECT_EQ(summary.aborted, 3u) << "jobs 0 to 2 of the first window";
  EXPECT_EQ(summary.broken_windows, kReleases - 3);
  const RunResults expected = expected_results(tasks);
  for (std::size_t job = 0; job < kReleases; ++job) {
    const JobResult& result = results.jobs[0][job];
    EXPECT_EQ(result.record.aborted, job < 3) << job;
    if (job >= 3) {
      EXPECT_EQ(bits_of(result), bits_of(expected.jobs[0][job])) << job;
    }
  }
}

TEST_F(ExecutorMisses, FirmTasksGiveNothingUpThatCanBeInTime) {
  TaskSetSpec tasks = set(OnMiss::kContinue);
  tasks.tasks.erase(tasks.tasks.begin());
  tasks.tasks[0].period = 20ms;
  tasks.tasks[0].firm = FirmSpec{1, 64};
  const auto executor = make_executor(tasks);
  executor->set_device_bounds({1ms});
  executor->start();
  finish(*executor);
  const TaskSummary summary = executor->summary(TaskId{0});
  EXPECT_EQ(summary.jobs, kReleases);
  EXPECT_EQ(summary.misses, 0u);
  EXPECT_EQ(summary.broken_windows, 0u);
}

TEST_F(ExecutorMisses, AbortGivesJobsUpAndLeavesTheOthersRight) {
  TaskSetSpec tasks = set(OnMiss::kAbort);
  tasks.memory_limit = limit_range(tasks).smallest;
  tasks.tasks[1].period = 40ms;  // its deadline stays at 10 s
  const auto executor = make_executor(tasks);
  executor->start();
  const RunResults results = finish(*executor);
  const TaskSummary late = executor->summary(TaskId{0});
  EXPECT_EQ(late.jobs, kReleases);
  EXPECT_EQ(late.aborted, kReleases);
  EXPECT_EQ(late.misses, kReleases);
  EXPECT_EQ(late.response.count(), 0u);
  for (const JobResult& job : results.jobs[0]) {
    EXPECT_TRUE(job.record.aborted);
    EXPECT_GT(job.record.device_end, job.record.job.absolute_deadline);
  }
  const TaskSummary relaxed = executor->summary(TaskId{1});
  EXPECT_EQ(relaxed.jobs, kReleases);
  EXPECT_EQ(relaxed.aborted, 0u);
  const RunResults expected = expected_results(tasks);
  for (std::size_t job = 0; job < kReleases; ++job)
    EXPECT_EQ(bits_of(results.jobs[1][job]), bits_of(expected.jobs[1][job]));
}

}  // namespace
}  // namespace rtswap::test
