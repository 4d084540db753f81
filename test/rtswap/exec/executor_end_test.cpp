// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <thread>

#include "darknet/base/error.h"
#include "rtswap/plan/planner.h"
#include "test/support/small_task_set.h"

// How runs begin and end: by number of jobs, by time, by stop(), in the middle, or not at all.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class ExecutorEnd : public testing::Test {
 protected:
  TaskSetSpec unending(Nanos period) const {
    TaskSetSpec set = task_set({networks.task("residual", period)}, 0);
    set.jobs.reset();
    return set;
  }

  SmallNetworks networks;
};

TEST_F(ExecutorEnd, AfterTheWantedJobsOfEveryTask) {
  TaskSetSpec set = task_set({networks.task("residual", 2ms), networks.task("chain", 5ms)}, 7);
  const auto executor = make_executor(set);
  executor->start();
  const RunResults results = finish(*executor);
  for (std::uint32_t task = 0; task < 2; ++task) {
    EXPECT_EQ(executor->summary(TaskId{task}).jobs, 7u);
    ASSERT_EQ(results.jobs[task].size(), 7u);
    for (std::uint64_t job = 0; job < 7; ++job)
      EXPECT_EQ(results.jobs[task][job].record.job.index.value, job);
  }
}

TEST_F(ExecutorEnd, ReleasesBeforeTheDurationOnlyAndCountsPhases) {
  TaskSetSpec set = unending(10ms);
  set.tasks.push_back(networks.task("chain", 20ms));
  set.tasks[0].phase = 5ms;
  set.tasks[1].phase = 60ms;
  set.duration = 45ms;
  const auto executor = make_executor(set);
  executor->start();
  const RunResults results = finish(*executor);
  ASSERT_EQ(results.jobs[0].size(), 4u) << "at 5, 15, 25 and 35 ms; 45 ms is the end";
  EXPECT_TRUE(results.jobs[1].empty()) << "its first release is behind the end";
  for (std::size_t job = 0; job < 4; ++job) {
    const JobRecord& record = results.jobs[0][job].record;
    EXPECT_EQ(record.job.release, executor->start_instant() + 5ms + job * 10ms);
    EXPECT_EQ(record.job.absolute_deadline, record.job.release + 10ms);
    EXPECT_GE(record.woken, record.job.release) << "never early";
  }
}

TEST_F(ExecutorEnd, InstantsOfAJobAreInTheOrderOfItsLife) {
  const RunResults results = run(task_set({networks.task("detector", 3ms)}, 10));
  for (const JobResult& result : results.jobs[0]) {
    const JobRecord& r = result.record;
    const Instant life[] = {r.job.release, r.woken,   r.ready, r.start,
                            r.device_end,  r.resumed, r.end};
    EXPECT_TRUE(std::is_sorted(std::begin(life), std::end(life)));
    EXPECT_EQ(r.missed, r.end > r.job.absolute_deadline);
  }
}

TEST_F(ExecutorEnd, StopEndsSleepersAtOnceAndFinishesReleasedJobs) {
  TaskSetSpec set = unending(1h);
  set.tasks[0].deadline = 1h;
  set.tasks.push_back(networks.task("chain", 1ms));
  const auto executor = make_executor(set);
  executor->start();
  while (executor->summary(TaskId{0}).jobs < 1 || executor->summary(TaskId{1}).jobs < 2)
    std::this_thread::sleep_for(1ms);
  EXPECT_FALSE(executor->is_finished());
  const Instant begin = Instant::clock::now();
  executor->stop();
  executor->join();
  EXPECT_LT(Instant::clock::now() - begin, 5s);
  EXPECT_TRUE(executor->is_finished());
  EXPECT_EQ(executor->summary(TaskId{0}).jobs, 1u);
}

TEST_F(ExecutorEnd, MayComeByDestructionInTheMiddle) {
  TaskSetSpec set = unending(1ms);
  set.tasks.push_back(networks.task("chain", 1ms));
  set.memory_limit = limit_range(set).smallest;
  set.link = LinkSpec{{1'000'000'000}, 200us};
  for (int pause = 0; pause < 5; ++pause) {
    const auto executor = make_executor(set);
    executor->start();
    std::this_thread::sleep_for(25ms + pause * 1ms);
  }
}

TEST_F(ExecutorEnd, AnExecutorThatNeverStartsTakesNothingWithIt) {
  const auto executor = make_executor(unending(1ms));
  EXPECT_TRUE(executor->is_finished());
  executor->stop();
  executor->join();
}

TEST_F(ExecutorEnd, ThrowsWhatGoesWrongInTheMiddleOfConstruction) {
  TaskSetSpec set = unending(1ms);
  set.policy = PolicyKind::kFp;  // whose priorities are missing: known when all memory is taken
  EXPECT_THROW(make_executor(set), dn::Error);

  set = unending(1ms);
  PreparedSet prepared = prepare(set);
  SwapPlan plan = make_plan(memory_needs(set, prepared), {std::nullopt, *set.chunk, std::nullopt});
  set.memory_limit = dn::Bytes(10'000);  // not what the plan was made for
  EXPECT_THROW(Executor(set, std::move(prepared), std::move(plan)), dn::Error);
}

TEST_F(ExecutorEnd, ASlowReaderLosesResultsButHoldsNobodyUp) {
  constexpr std::uint64_t kJobs = 80;
  const auto executor = make_executor(task_set({networks.task("residual", 1ms)}, kJobs));
  executor->start();
  while (!executor->is_finished()) std::this_thread::sleep_for(1ms);
  executor->join();
  EXPECT_EQ(executor->summary(TaskId{0}).jobs, kJobs);
  std::uint64_t kept = 0;
  for (; executor->next_result(TaskId{0}) != nullptr; ++kept) {
    EXPECT_EQ(executor->next_result(TaskId{0})->record.job.index.value, kept) << "the oldest stay";
    executor->release_result(TaskId{0});
  }
  EXPECT_GT(kept, 0u);
  EXPECT_GT(executor->dropped_results(TaskId{0}), 0u);
  EXPECT_EQ(kept + executor->dropped_results(TaskId{0}), kJobs);
}

}  // namespace
}  // namespace rtswap::test
