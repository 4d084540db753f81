// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/schedulability.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

bool accepts(PolicyKind policy, std::span<const DeviceTask> tasks) {
  return analyse(policy, tasks).schedulable;
}

TEST(Schedulability, AVerdictSaysWhatItIsMadeOf) {
  const std::vector tasks = {device_task(4, 1, 0), device_task(8, 4, 1)};
  const Verdict verdict = analyse(PolicyKind::kEdf, tasks);
  EXPECT_TRUE(verdict.schedulable);
  EXPECT_FALSE(verdict.overloaded);
  EXPECT_DOUBLE_EQ(verdict.utilization, .75);
  ASSERT_EQ(verdict.bounds.size(), 2U);
  EXPECT_EQ(verdict.bounds[0].blocker, 1U);
}

TEST(Schedulability, NoTasks) { EXPECT_TRUE(accepts(PolicyKind::kEdf, {})); }

TEST(Schedulability, EveryPolicyHasItsTest) {
  // T 4 and T 12 fit by deadline; the long one first, or FIFO, they do not.
  const std::vector tasks = {device_task(4, 1, 1), device_task(12, 4, 0)};
  EXPECT_TRUE(accepts(PolicyKind::kEdf, tasks));
  EXPECT_FALSE(accepts(PolicyKind::kFp, tasks));
  EXPECT_FALSE(accepts(PolicyKind::kFifo, tasks));
  const std::vector ranked = {device_task(4, 1, 0), device_task(12, 4, 1)};
  EXPECT_TRUE(accepts(PolicyKind::kFp, ranked));
  EXPECT_TRUE(accepts(PolicyKind::kDm, ranked));
  EXPECT_TRUE(accepts(PolicyKind::kRm, ranked));
}

TEST(Schedulability, PreemptionLetsShortJobsIn) {
  const std::vector tasks = {device_task(4, 1, 0), with_groups(device_task(40, 8, 1), 2, 2)};
  const std::vector levels = {at_level(tasks[0], 1), tasks[1]};
  for (const auto& policy : kPolicyNames) {
    EXPECT_FALSE(analyse(policy.value, tasks).schedulable) << policy.name;
    EXPECT_EQ(analyse(policy.value, levels).schedulable, policy.value != PolicyKind::kFifo)
        << policy.name;
  }
}

TEST(Schedulability, BestEffortTasksOnlyBlock) {
  DeviceTask background = with_groups(device_task(1, 50), 3, 3);
  background.best_effort = true;
  const std::vector tasks = {background, at_level(device_task(20, 4, 1), 1),
                             at_level(device_task(10, 2, 0), 1)};
  for (const auto& policy : kPolicyNames) {
    const Verdict verdict = analyse(policy.value, tasks);
    EXPECT_TRUE(verdict.schedulable) << policy.name;
    EXPECT_DOUBLE_EQ(verdict.utilization, .4);
    EXPECT_EQ(verdict.bounds[0].response, std::nullopt);
    EXPECT_GE(verdict.bounds[1].response, Nanos(2 + 2 + 4)) << policy.name;
  }
  EXPECT_EQ(analyse(PolicyKind::kFp, tasks).bounds[1].response, Nanos(2 + 2 + 4));
  EXPECT_EQ(analyse(PolicyKind::kFp, tasks).bounds[2].blocker, 1U);
}

// Not of a lower level they block by all of a job, or are no background at all.
TEST(Schedulability, BestEffortTasksNeedALevelBelow) {
  DeviceTask background = with_groups(device_task(100, 9), 3, 3);
  background.best_effort = true;
  const std::vector tasks = {background, device_task(20, 4, 1), device_task(10, 2, 0)};
  EXPECT_EQ(analyse(PolicyKind::kFp, tasks).bounds[2].response, Nanos(8 + 2));
  auto levels = tasks;
  levels[2].level = 1;
  const Verdict verdict = analyse(PolicyKind::kFp, levels);
  EXPECT_FALSE(verdict.schedulable);
  EXPECT_EQ(verdict.bounds[2].response, std::nullopt);
}

TEST(Schedulability, OnlyBestEffortTasks) {
  DeviceTask background = device_task(1, 50);
  background.best_effort = true;
  EXPECT_TRUE(accepts(PolicyKind::kEdf, std::vector{background}));
}

// By deadlines of 6 and 9 the first comes first, and is done after 3 + 2. When EDF orders by
// deadlines of whole jobs, 12 and 9, it waits for the second as well, even one released later.
TEST(Schedulability, EdfOrdersByAnotherDeadlineThanItMustMeet) {
  std::vector tasks = {with_deadline(device_task(12, 2), 6), with_deadline(device_task(12, 4), 9)};
  EXPECT_TRUE(accepts(PolicyKind::kEdf, tasks));
  tasks.push_back(with_deadline(device_task(12, 2), 9));
  EXPECT_TRUE(accepts(PolicyKind::kEdf, tasks));
  tasks[0].edf_deadline = Nanos(12);
  EXPECT_FALSE(accepts(PolicyKind::kEdf, tasks));
}

TEST(Schedulability, ADeadlineThatIsUsedUpByTheHostRefusesItsTaskOnly) {
  std::vector tasks = {device_task(10, 2, 0), device_task(10, 2, 1)};
  for (DeviceTask& task : tasks) task.edf_deadline = task.deadline;
  tasks[0].deadline = Nanos(-3);
  for (const auto& policy : kPolicyNames) {
    const Verdict verdict = analyse(policy.value, tasks);
    EXPECT_FALSE(verdict.schedulable);
    EXPECT_EQ(verdict.bounds[1].response, Nanos(4)) << policy.name;
  }
}

// This set keeps the device busy until all periods meet, too long to be followed. Jeffay's test
// looks at less.
TEST(Schedulability, AFullDeviceNeedsNoBusyPeriod) {
  const std::int64_t p = 100'003, q = 100'005;
  std::vector tasks = {device_task(p, 50'001), device_task(q, 50'003), device_task(p * q, 1)};
  const Verdict verdict = analyse(PolicyKind::kEdf, tasks);
  EXPECT_TRUE(verdict.schedulable);
  EXPECT_EQ(verdict.bounds[0].response, Nanos(p));
  tasks[2].wcet = Nanos(2);
  EXPECT_TRUE(analyse(PolicyKind::kEdf, tasks).overloaded);
}

TEST(Schedulability, InvalidAndHugeTimesAreRefused) {
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  for (const auto& policy : kPolicyNames) {
    for (const std::uint32_t highest : {0U, 1U}) {
      const auto is_refused = [&](const DeviceTask& task) {
        const std::vector tasks = {at_level(device_task(100, 1, 0), highest), task};
        return !analyse(policy.value, tasks).schedulable;
      };
      ASSERT_FALSE(is_refused(device_task(100, 1, 1)));
      EXPECT_TRUE(is_refused(device_task(0, 1, 1)));
      EXPECT_TRUE(is_refused(device_task(-5, 1, 1)));
      EXPECT_TRUE(is_refused(device_task(huge, huge, 1)));
      EXPECT_TRUE(is_refused(device_task(huge, 1, 1)));
      EXPECT_TRUE(is_refused(with_deadline(device_task(100, 1, 1), 0)));
      EXPECT_TRUE(is_refused(with_deadline(device_task(100, 1, 1), 100, huge)));
      EXPECT_TRUE(is_refused(with_deadline(device_task(100, 1, 1), 100, -1)));
      EXPECT_TRUE(is_refused(device_task(100, 100, 1)));
    }
  }
}

// The shorter the period, the smaller the rank, and the higher the level.
std::vector<DeviceTask> hundred_tasks(double utilization, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> periods(100);
  for (double& period : periods)
    period = 1e7 * std::pow(100, std::uniform_real_distribution(0., 1.)(random));
  std::ranges::sort(periods);
  std::vector<DeviceTask> tasks;
  for (int i = 0; i < 100; ++i) {
    const double period = periods[static_cast<std::size_t>(i)];
    const double share = std::uniform_real_distribution(0., 2.)(random) * utilization / 100;
    DeviceTask task = device_task(std::llround(period), std::llround(period * share), i);
    task = with_deadline(task, std::llround(.9 * period), std::llround(.05 * period));
    const std::int64_t wcet = task.wcet.count();
    tasks.push_back(with_groups(task, wcet / 5, wcet / 10, wcet / 20));
  }
  return tasks;
}

// Whatever the policy and the levels, a busy period within one window loses that much once, and one
// of two windows twice.
TEST(Schedulability, InterruptionsTakeOfEachWindow) {
  std::vector<DeviceTask> tasks = {device_task(100, 10, 0), device_task(200, 20, 1)};
  for (const std::uint32_t level : {0U, 1U}) {
    tasks[0].level = level;
    for (const auto& policy : kPolicyNames) {
      if (policy.value == PolicyKind::kFifo && level > 0) continue;
      const Verdict plain = analyse(policy.value, tasks);
      const Verdict once = analyse(policy.value, tasks, {Nanos(60), Nanos(7)});
      const Verdict twice = analyse(policy.value, tasks, {Nanos(40), Nanos(7)});
      EXPECT_EQ(plain.lost, Nanos(0));
      EXPECT_EQ(once.lost, Nanos(7));
      EXPECT_EQ(twice.lost, Nanos(14));
      for (std::size_t i = 0; i < tasks.size(); ++i) {
        EXPECT_EQ(*once.bounds[i].response, *plain.bounds[i].response + Nanos(7)) << policy.name;
        EXPECT_EQ(*twice.bounds[i].response, *plain.bounds[i].response + Nanos(14)) << policy.name;
        EXPECT_EQ(once.bounds[i].blocker, plain.bounds[i].blocker);
      }
    }
  }
}

TEST(Schedulability, InterruptionsThatLeaveTooLittleHaveNoBound) {
  const std::vector<DeviceTask> tasks = {device_task(100, 50, 0)};
  EXPECT_TRUE(analyse(PolicyKind::kEdf, tasks, {Nanos(100), Nanos(10)}).schedulable);
  const Verdict verdict = analyse(PolicyKind::kEdf, tasks, {Nanos(100), Nanos(51)});
  EXPECT_FALSE(verdict.schedulable);
  EXPECT_FALSE(verdict.bounds[0].response.has_value());
}

// 100 ms on a quiet machine without sanitizers; the limit leaves room for what tests run on.
TEST(Schedulability, AHundredTasksAreQuick) {
  for (const double utilization : {.5, .8, .9}) {
    for (const auto& policy : kPolicyNames) {
      for (const std::size_t levels : {1U, 3U, 100U}) {
        std::vector<DeviceTask> tasks = hundred_tasks(utilization, 1);
        if (policy.value == PolicyKind::kFifo && levels > 1) continue;
        for (std::size_t i = 0; i < tasks.size(); ++i)
          tasks[i].level = static_cast<std::uint32_t>((99 - i) * levels / 100);
        const auto start = std::chrono::steady_clock::now();
        const Verdict verdict = analyse(policy.value, tasks);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
        for (const ResponseBound& bound : verdict.bounds)
          EXPECT_TRUE(bound.response.has_value() || verdict.utilization > .9);
      }
    }
  }
}

}  // namespace
}  // namespace rtswap
