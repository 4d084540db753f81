// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/ready_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

std::vector<TaskSpec> random_tasks(std::mt19937& random, std::size_t count) {
  std::vector<TaskSpec> tasks(count);
  for (TaskSpec& task : tasks) {
    // Few different values, so that ties are common.
    task.period = Nanos(1 + random() % 4);
    task.deadline = Nanos(1 + random() % 4);
    task.priority = static_cast<int>(random() % 3);
  }
  return tasks;
}

Job random_job(std::mt19937& random, std::size_t tasks, std::uint64_t index) {
  const Instant release{Nanos(random() % 8)};
  return {TaskId{static_cast<std::uint32_t>(random() % tasks)}, JobIndex{index}, release,
          release + Nanos(random() % 8)};
}

TEST(ReadyQueue, PopsInTheOrderOfASortForEveryPolicy) {
  std::mt19937 random(1);
  for (const auto& [name, kind] : kPolicyNames) {
    for (int round = 0; round < 50; ++round) {
      const std::vector<TaskSpec> tasks = random_tasks(random, 5);
      const Policy policy(kind, tasks);
      ReadyQueue queue(policy, 40);
      std::vector<Job> expected;
      for (std::uint64_t i = 0; i < random() % 41; ++i) {
        expected.push_back(random_job(random, tasks.size(), i));
        ASSERT_TRUE(queue.push(expected.back()));
      }
      std::sort(expected.begin(), expected.end(),
                [&](const Job& a, const Job& b) { return policy.runs_before(a, b); });
      for (const Job& job : expected) {
        ASSERT_NE(queue.peek(), nullptr);
        EXPECT_EQ(*queue.peek(), job) << name;
        EXPECT_EQ(queue.pop(), job) << name;
      }
      EXPECT_TRUE(queue.empty());
    }
  }
}

TEST(ReadyQueue, PushesBetweenPopsKeepTheBestInFront) {
  std::mt19937 random(2);
  const std::vector<TaskSpec> tasks = random_tasks(random, 3);
  const Policy policy(PolicyKind::kEdf, tasks);
  ReadyQueue queue(policy, 16);
  std::vector<Job> waiting;
  const auto worse = [&](const Job& a, const Job& b) { return policy.runs_before(a, b); };
  for (std::uint64_t step = 0; step < 2000; ++step) {
    if (random() % 2 == 0 && waiting.size() < queue.capacity()) {
      waiting.push_back(random_job(random, tasks.size(), step));
      ASSERT_TRUE(queue.push(waiting.back()));
    } else if (!waiting.empty()) {
      const auto best = std::min_element(waiting.begin(), waiting.end(), worse);
      ASSERT_EQ(queue.pop(), *best);
      waiting.erase(best);
    }
    ASSERT_EQ(queue.size(), waiting.size());
  }
}

TEST(ReadyQueue, RefusesWhatIsOverItsCapacity) {
  const std::vector<TaskSpec> tasks(1, TaskSpec{.period = 1ms, .deadline = 1ms});
  ReadyQueue queue(Policy(PolicyKind::kFifo, tasks), 2);
  const auto job = [](std::uint64_t i) {
    return Job{TaskId{0}, JobIndex{i}, Instant{}, Instant{} + 1ms};
  };
  EXPECT_TRUE(queue.push(job(0)));
  EXPECT_TRUE(queue.push(job(1)));
  EXPECT_FALSE(queue.push(job(2)));
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue.pop()->index, JobIndex{0});
  EXPECT_TRUE(queue.push(job(3)));
  EXPECT_EQ(queue.pop()->index, JobIndex{1});
  EXPECT_EQ(queue.pop()->index, JobIndex{3});
}

TEST(ReadyQueue, EmptyHasNoBest) {
  ReadyQueue queue(Policy(PolicyKind::kEdf, {}), 0);
  EXPECT_EQ(queue.peek(), nullptr);
  EXPECT_FALSE(queue.pop().has_value());
  EXPECT_FALSE(queue.push(Job{}));
}

}  // namespace
}  // namespace rtswap
