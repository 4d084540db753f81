// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/arbiter.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

class ArbiterTest : public testing::Test {
 protected:
  static Job job(std::uint32_t task, Nanos deadline) {
    return {TaskId{task}, JobIndex{0}, Instant(1s), Instant(1s + deadline)};
  }
  std::optional<Grant> grant() {
    return arbiter.wait_for_job([this] { ++idle_calls; });
  }

  std::vector<TaskSpec> tasks = std::vector<TaskSpec>(3);
  Arbiter arbiter{Policy(PolicyKind::kEdf, tasks), tasks, {0, 1, 2}};
  int idle_calls = 0;
};

TEST_F(ArbiterTest, GrantsTheBestJobAndKnowsItWasNotIdle) {
  arbiter.submit(job(0, 30ms));
  arbiter.submit(job(1, 10ms));
  const auto first = grant();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->job.task, TaskId{1});
  EXPECT_FALSE(first->device_was_idle);
  EXPECT_EQ(grant()->job.task, TaskId{0});
  EXPECT_EQ(idle_calls, 0);
}

TEST_F(ArbiterTest, AnIdleDeviceIsToldOnceAndThenWaits) {
  auto waiting = std::async(std::launch::async, [this] { return grant(); });
  EXPECT_EQ(waiting.wait_for(20ms), std::future_status::timeout);
  arbiter.submit(job(2, 10ms));
  const auto granted = waiting.get();
  ASSERT_TRUE(granted);
  EXPECT_EQ(granted->job.task, TaskId{2});
  EXPECT_TRUE(granted->device_was_idle);
  EXPECT_EQ(idle_calls, 1);
}

TEST_F(ArbiterTest, StopEndsTheWaitButNotBeforeTheLastJob) {
  auto waiting = std::async(std::launch::async, [this] { return grant(); });
  std::this_thread::sleep_for(5ms);
  arbiter.stop();
  EXPECT_FALSE(waiting.get());
  arbiter.submit(job(0, 1ms));
  EXPECT_TRUE(grant());
  EXPECT_FALSE(grant());
}

TEST_F(ArbiterTest, PredictsTheBestReadyJobElseTheSoonestRelease) {
  EXPECT_FALSE(arbiter.predict_next(nullptr)) << "nothing is known";
  arbiter.announce(TaskId{0}, Instant(9s));
  arbiter.announce(TaskId{1}, Instant(7s));
  EXPECT_EQ(arbiter.predict_next(nullptr), TaskId{1});
  arbiter.submit(job(2, 10ms));
  EXPECT_EQ(arbiter.predict_next(nullptr), TaskId{2});
  grant();
  EXPECT_EQ(arbiter.predict_next(nullptr), TaskId{1});
  arbiter.announce(TaskId{1}, Instant::max());
  EXPECT_EQ(arbiter.predict_next(nullptr), TaskId{0}) << "a task that is over is not predicted";
}

TEST_F(ArbiterTest, ABetterJobOfAHigherLevelPreempts) {
  const Job running = job(1, 20ms);
  EXPECT_FALSE(arbiter.is_preempted(running));
  arbiter.submit(job(2, 30ms));
  EXPECT_FALSE(arbiter.is_preempted(running)) << "higher level, but due later";
  arbiter.submit(job(0, 10ms));
  EXPECT_FALSE(arbiter.is_preempted(running)) << "due earlier, but of a lower level";
  grant();
  EXPECT_TRUE(arbiter.is_preempted(job(1, 40ms)));
}

// While the best ready job has to wait for the one that has begun, nobody else goes first.
TEST_F(ArbiterTest, OnlyTheBestReadyJobPreempts) {
  arbiter.submit(job(1, 10ms));
  arbiter.submit(job(2, 15ms));
  const Job running{TaskId{1}, JobIndex{1}, Instant(1s), Instant(1s + 20ms)};
  EXPECT_FALSE(arbiter.is_preempted(running)) << "the best one is of its own level";
  const Grant next = arbiter.take_or_resume(running);
  EXPECT_TRUE(next.is_resumption);
  EXPECT_EQ(next.job, running);
  EXPECT_EQ(next.number, 2u);
}

TEST_F(ArbiterTest, APreemptedJobGoesOnBehindTheBetterOnes) {
  const Job preempted = job(0, 30ms);
  arbiter.submit(job(2, 10ms));
  arbiter.submit(job(1, 20ms));
  EXPECT_EQ(arbiter.predict_next(&preempted), TaskId{2});
  EXPECT_EQ(arbiter.take_or_resume(preempted).job.task, TaskId{2});
  EXPECT_EQ(arbiter.predict_next(&preempted), TaskId{1});
  EXPECT_EQ(arbiter.take_or_resume(preempted).job.task, TaskId{1});
  EXPECT_EQ(arbiter.predict_next(&preempted), TaskId{0});
  EXPECT_TRUE(arbiter.take_or_resume(preempted).is_resumption);
}

TEST_F(ArbiterTest, NumbersSubmissionsAndGrantsInTheirOrder) {
  EXPECT_EQ(arbiter.submit(job(0, 30ms)), 0u);
  EXPECT_EQ(arbiter.submit(job(1, 10ms)), 1u);
  EXPECT_EQ(grant()->number, 2u);
  EXPECT_EQ(arbiter.submit(job(2, 40ms)), 3u);
  EXPECT_EQ(grant()->number, 4u);
}

using ArbiterDeathTest = ArbiterTest;

TEST_F(ArbiterDeathTest, MoreJobsThanTasksAreABug) {
  EXPECT_DEATH(
      {
        for (int i = 0; i < 4; ++i) arbiter.submit(job(0, 1ms));
      },
      "two jobs");
}

}  // namespace
}  // namespace rtswap
