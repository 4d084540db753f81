// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <random>

#include "test/support/placements.h"
#include "test/support/small_task_set.h"

// The promise of the executor: whatever the limit, the chunks, the groups and the policy, every job
// gives what it gives with all weights in memory, bit for bit, and memory stays within the limit.
// With either placement.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;

constexpr std::uint64_t kJobs = 6;

class ExecutorResults : public testing::TestWithParam<Placement> {
 protected:
  // One task per network and a second one that shares the first's weights, all often enough that
  // jobs queue up and prefetches are for whoever comes next.
  TaskSetSpec all_networks() const {
    std::vector<TaskSpec> tasks;
    for (const std::string& name : SmallNetworks::names())
      tasks.push_back(networks.task(name, 4ms + 1ms * tasks.size()));
    tasks.push_back(networks.task("detector", 3ms));
    tasks.back().name = "detector2";
    for (std::size_t i = 0; i < tasks.size(); ++i) tasks[i].priority = static_cast<int>(i % 3);
    return placed(task_set(std::move(tasks), kJobs));
  }
  static TaskSetSpec placed(TaskSetSpec set) {
    set.placement = GetParam();
    return set;
  }

  SmallNetworks networks;
};

TEST_P(ExecutorResults, TheNetworksOfThisTestAreWorthComparing) {
  const RunResults expected = expected_results(all_networks());
  EXPECT_FALSE(expected.jobs[0][0].objects.empty()) << "a detector that finds nothing";
  EXPECT_EQ(expected.jobs[1][0].classes.size(), 5u);
  EXPECT_EQ(expected.jobs[2][0].values.size(), 20u);
  for (const auto& jobs : expected.jobs)
    EXPECT_NE(bits_of(jobs[0]), bits_of(jobs[1])) << "other pictures, other results";
}

TEST_P(ExecutorResults, AreThoseOfThePlainNetworksWithoutALimit) {
  const TaskSetSpec set = all_networks();
  const auto executor = make_executor(set);
  executor->start();
  expect_same_results(finish(*executor), expected_results(set));
  for (std::uint32_t task = 0; task < set.tasks.size(); ++task) {
    EXPECT_EQ(executor->summary(TaskId{task}).swapped_in, Bytes(0));
    EXPECT_EQ(executor->summary(TaskId{task}).jobs, kJobs);
  }
}

// Swapping without need: what a set costs when nothing stays.
TEST_P(ExecutorResults, AreTheSameWhereNothingMayBeRetained) {
  TaskSetSpec set = all_networks();
  for (TaskSpec& task : set.tasks) task.retain = RetainRule::kNone;
  const auto executor = make_executor(set);
  executor->start();
  expect_same_results(finish(*executor), expected_results(set));
  EXPECT_GT(executor->summary(TaskId{0}).swapped_in, Bytes(0));
}

TEST_P(ExecutorResults, NeedTasksThatAgreeOnWhatTheyShare) {
  TaskSetSpec set = all_networks();
  const PreparedSet prepared = prepare(set);
  set.tasks.front().retain = RetainRule::kNone;
  EXPECT_EQ(memory_needs(set, prepared).networks[0].retain, RetainRule::kNone);
  set.tasks.back().retain = RetainRule::kAll;
  EXPECT_THROW(memory_needs(set, prepared), dn::Error);
  set.tasks.front().retain = set.tasks.back().retain = std::nullopt;
  set.tasks.front().most_retained = Bytes(3000);
  set.tasks.back().most_retained = Bytes(2000);
  EXPECT_EQ(memory_needs(set, prepared).networks[0].most_retained, Bytes(2000));
}

TEST_P(ExecutorResults, AreTheSameUnderTheSmallestLimit) {
  TaskSetSpec set = all_networks();
  set.threads = 2;
  set.memory_limit = limit_range(set).smallest;
  const auto executor = make_executor(set);
  executor->start();
  expect_same_results(finish(*executor), expected_results(set));
  for (std::uint32_t task = 0; task < 4; ++task)
    EXPECT_GT(executor->summary(TaskId{task}).swapped_in, Bytes(0)) << "task " << task;
}

TEST_P(ExecutorResults, AreTheSameForRandomLimitsChunksGroupsAndPolicies) {
  TaskSetSpec set = all_networks();
  const RunResults expected = expected_results(set);
  std::mt19937 random(3);
  for (int round = 0; round < 24; ++round) {
    set.chunk = dn::kKiB * (4ull << (random() % 5));
    set.group.reset();
    if (random() % 2 == 0) set.group = Bytes(1 + random() % 300'000);
    set.policy = kPolicyNames[random() % kPolicyNames.size()].value;
    set.link.reset();
    if (random() % 4 == 0) set.link = LinkSpec{{1'000'000'000}, Nanos(random() % 20'000)};
    const LimitRange range = limit_range(set);
    const std::uint64_t spread = range.largest.value - range.smallest.value;
    set.memory_limit = range.smallest + Bytes(spread * (random() % 101) / 100);
    SCOPED_TRACE(testing::Message() << "round " << round << " limit " << set.memory_limit->value
                                    << " chunk " << set.chunk->value);

    const auto executor = make_executor(set);
    const Budget& budget = executor->memory().budget();
    const Bytes used = budget.used();
    EXPECT_LE(used, *set.memory_limit);
    executor->start();
    expect_same_results(finish(*executor), expected);
    EXPECT_EQ(budget.used(), used);
    EXPECT_EQ(budget.high_water(), used);
    if (testing::Test::HasFailure()) break;
  }
}

TEST_F(ExecutorResults, HaveOverlappingBoxesWhereSuppressionIsOff) {
  TaskSpec suppressed = networks.task("detector", 5ms), everything = suppressed;
  everything.name = "everything";
  everything.nms = 0;
  const RunResults results = run(task_set({suppressed, everything}, 1));
  EXPECT_GT(results.jobs[1][0].objects.size(), results.jobs[0][0].objects.size());
}

// What a network swaps in per job is what its plan streams, however the loads were attributed to
// jobs and prefetches.
TEST_P(ExecutorResults, CountTheBytesOfTheirOwnNetwork) {
  TaskSetSpec set =
      placed(task_set({networks.task("chain", 5ms), networks.task("residual", 7ms)}, kJobs));
  set.memory_limit = limit_range(set).smallest;
  const auto executor = make_executor(set);
  executor->start();
  const RunResults results = finish(*executor);
  for (std::size_t task = 0; task < 2; ++task) {
    const Bytes volume = executor->plan().networks[task].swap_volume();
    for (const JobResult& job : results.jobs[task]) {
      EXPECT_GT(job.record.swapped_in, Bytes(0));
      // A prefetch that is overwritten before its job comes is brought in again.
      EXPECT_LE(job.record.swapped_in, volume * 2);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Placements, ExecutorResults, testing::ValuesIn(kPlacements),
                         placement_name);

}  // namespace
}  // namespace rtswap::test
