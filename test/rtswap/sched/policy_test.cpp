// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/policy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/sched/release_sequence.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

Job job_of(const TaskSpec& task, std::uint32_t id, std::uint64_t index) {
  ReleaseSequence releases(task, {});
  while (releases.next().index.value < index) releases.advance();
  return releases.next_job(TaskId{id}, Instant{});
}

// Three tasks that every policy orders differently: the order of their first jobs, when all are
// ready together, is the test's subject.
std::vector<TaskSpec> three_tasks() {
  std::vector<TaskSpec> tasks(3);
  tasks[0] = {.name = "a", .period = 100ms, .deadline = 30ms, .phase = 40ms, .priority = 1};
  tasks[1] = {.name = "b", .period = 50ms, .deadline = 45ms, .phase = 20ms, .priority = 3};
  tasks[2] = {.name = "c", .period = 80ms, .deadline = 80ms, .phase = 0ms, .priority = 2};
  return tasks;
}

std::string order_of_first_jobs(PolicyKind kind) {
  const std::vector<TaskSpec> tasks = three_tasks();
  const Policy policy(kind, tasks);
  std::vector<Job> jobs;
  for (std::uint32_t i = 0; i < tasks.size(); ++i) {
    jobs.push_back(job_of(tasks[i], i, 0));
  }
  std::sort(jobs.begin(), jobs.end(),
            [&](const Job& a, const Job& b) { return policy.runs_before(a, b); });
  std::string order;
  for (const Job& job : jobs) order += tasks[job.task.value].name;
  return order;
}

TEST(Policy, EachKindOrdersByItsOwnKey) {
  EXPECT_EQ(order_of_first_jobs(PolicyKind::kEdf), "bac");   // absolute deadlines 70, 65, 80
  EXPECT_EQ(order_of_first_jobs(PolicyKind::kDm), "abc");    // relative deadlines 30, 45, 80
  EXPECT_EQ(order_of_first_jobs(PolicyKind::kRm), "bca");    // periods 100, 50, 80
  EXPECT_EQ(order_of_first_jobs(PolicyKind::kFp), "bca");    // priorities 1, 3, 2
  EXPECT_EQ(order_of_first_jobs(PolicyKind::kFifo), "cba");  // releases 40, 20, 0
}

TEST(Policy, LargerPriorityRunsFirstEvenIfNegative) {
  std::vector<TaskSpec> tasks = three_tasks();
  tasks[0].priority = -5;
  tasks[1].priority = -7;
  const Policy policy(PolicyKind::kFp, tasks);
  const Job a = job_of(tasks[0], 0, 9);
  const Job b = job_of(tasks[1], 1, 0);
  EXPECT_TRUE(policy.runs_before(a, b));
  EXPECT_FALSE(policy.runs_before(b, a));
}

TEST(Policy, FixedPriorityNeedsPriorities) {
  std::vector<TaskSpec> tasks = three_tasks();
  tasks[1].priority.reset();
  EXPECT_THROW(Policy(PolicyKind::kFp, tasks), dn::Error);
  EXPECT_NO_THROW(Policy(PolicyKind::kEdf, tasks));
}

TEST(Policy, TiesAreBrokenByReleaseThenTaskThenIndex) {
  std::vector<TaskSpec> tasks(2);
  tasks[0] = {.name = "a", .period = 10ms, .deadline = 10ms, .priority = 1};
  tasks[1] = tasks[0];
  const Instant t0{};
  const Job base{TaskId{0}, JobIndex{4}, t0 + 5ms, t0 + 15ms};
  Job later = base;
  later.release = t0 + 6ms;
  Job other_task = base;
  other_task.task = TaskId{1};
  other_task.index = JobIndex{0};
  Job next = base;
  next.index = JobIndex{5};
  for (const auto& [name, kind] : kPolicyNames) {
    const Policy policy(kind, tasks);
    EXPECT_TRUE(policy.runs_before(base, later)) << name;
    EXPECT_TRUE(policy.runs_before(base, other_task)) << name;
    EXPECT_TRUE(policy.runs_before(base, next)) << name;
    EXPECT_FALSE(policy.runs_before(later, base)) << name;
    EXPECT_FALSE(policy.runs_before(other_task, base)) << name;
    EXPECT_FALSE(policy.runs_before(base, base)) << name;
  }
}

TEST(Policy, NamesAndKindsCorrespond) {
  for (const auto& [name, kind] : kPolicyNames) {
    EXPECT_EQ(name_of(kPolicyNames, kind), name);
    EXPECT_EQ(Policy(kind, three_tasks()).kind(), kind);
  }
}

}  // namespace
}  // namespace rtswap
