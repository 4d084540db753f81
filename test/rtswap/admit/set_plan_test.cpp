// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/set_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "rtswap/analysis/schedulability.h"
#include "test/rtswap/plan/random_costs.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;
using test::RandomCosts;

// Two tasks for each network.
struct SetFixture {
  SetFixture(std::uint32_t seed, Nanos shortest)
      : SetFixture(RandomCosts(seed, 3, 25, dn::kKiB * 900, 0.5), 2, shortest) {
    costs.host_shares_device = seed % 2 == 0;
  }
  SetFixture(RandomCosts random, std::size_t tasks_each, Nanos shortest)
      : measured(std::move(random)), costs(measured.set_costs(tasks_each)) {
    for (std::size_t i = 0; i < costs.task_networks.size(); ++i) {
      TaskSpec task;
      task.period = shortest * static_cast<std::int64_t>(1 + measured.random()() % 4);
      task.deadline = task.period * 9 / 10;
      set.tasks.push_back(task);
    }
  }

  RandomCosts measured;
  SetCosts costs;
  TaskSetSpec set;
};

PreemptionLevels one_level(const SetFixture& fixture) {
  return PreemptionLevels(fixture.set.tasks.size(), 0);
}

// The way `rtswap check` goes.
PlanScore checked(const SetFixture& fixture, const SwapPlan& plan) {
  const SetTiming timing = time_set(plan, fixture.costs);
  const auto host = host_budget(fixture.set, timing);
  if (!host) return {};
  const auto tasks = device_tasks(fixture.set, device_bounds(fixture.set, timing), *host);
  const Verdict verdict = analyse(fixture.set.policy, tasks, interrupted_by(fixture.set, timing));
  PlanScore score{verdict.schedulable, Nanos(0), verdict.utilization};
  if (!verdict.schedulable) return score;
  score.slack = Nanos::max();
  for (std::size_t i = 0; i < tasks.size(); ++i)
    score.slack = std::min(score.slack, tasks[i].deadline - *verdict.bounds[i].response);
  return score;
}

TEST(SetPlan, IsSearchedByWhatTheCheckWillSay) {
  int schedulable = 0;
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    const SetFixture fixture(seed, seed * 5ms);
    const PlanCosts costs = plan_costs(fixture.set, fixture.costs, one_level(fixture));
    const PlannerOptions options{Bytes(fixture.measured.weights().value / 2), dn::kKiB * 256,
                                 std::nullopt};
    const SwapPlan plan = make_plan(fixture.measured.needs(), options, costs);
    const PlanScore judged = score_of(plan, costs);
    const PlanScore expected = checked(fixture, plan);
    EXPECT_EQ(judged.schedulable, expected.schedulable);
    if (expected.schedulable) {
      EXPECT_EQ(judged.slack, expected.slack);
    }
    EXPECT_DOUBLE_EQ(judged.utilization, expected.utilization);
    schedulable += judged.schedulable ? 1 : 0;
  }
  EXPECT_GT(schedulable, 2);
  EXPECT_LT(schedulable, 8);
}

TEST(SetPlan, NeverExpectsMoreOfTasksWithPictures) {
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    SetFixture fixture(seed, 30ms);
    std::ranges::fill(fixture.costs.pictures, Bytes(500'000));
    const PlanCosts costs = plan_costs(fixture.set, fixture.costs, one_level(fixture));
    const PlannerOptions options{Bytes(fixture.measured.weights().value / 2), dn::kKiB * 256,
                                 std::nullopt};
    const SwapPlan plan = make_plan(fixture.measured.needs(), options, costs);
    const PlanScore judged = score_of(plan, costs);
    const PlanScore expected = checked(fixture, plan);
    ASSERT_TRUE(judged.schedulable);
    EXPECT_TRUE(expected.schedulable);
    EXPECT_LE(judged.slack, expected.slack);
  }
}

// Under the same limits the search by measured costs makes more sets schedulable.
TEST(SetPlan, PlansMakeMoreSetsSchedulable) {
  int plain = 0, searched = 0;
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const SetFixture fixture(seed, 12ms);
    const PlanCosts costs = plan_costs(fixture.set, fixture.costs, one_level(fixture));
    const PlannerOptions options{Bytes(fixture.measured.weights().value / 2), dn::kKiB * 256,
                                 std::nullopt};
    const SwapPlan without = make_plan(fixture.measured.needs(), options);
    const SwapPlan with = make_plan(fixture.measured.needs(), options, costs);
    plain += checked(fixture, without).schedulable ? 1 : 0;
    searched += checked(fixture, with).schedulable ? 1 : 0;
    EXPECT_FALSE(checked(fixture, without).is_better_than(checked(fixture, with)));
  }
  EXPECT_GT(searched, plain);
}

// Without measurements: as many levels as there is memory for.
TEST(SetPlan, HasFewerLevelsWhereMemoryIsShort) {
  SetFixture fixture(3, 30ms);
  fixture.set.preemption = Preemption::kGroupBoundary;
  for (std::size_t i = 0; i < fixture.set.tasks.size(); ++i)
    fixture.set.tasks[i].deadline = 10ms + 1ms * i;
  MemoryNeeds needs = fixture.measured.needs();
  needs.task_arenas.assign(fixture.set.tasks.size(), dn::kMiB);
  needs.arena = dn::kMiB;
  PlannerOptions options;
  const Bytes smallest = smallest_limit(needs, options);
  for (const std::uint64_t levels : {1U, 3U, 6U}) {
    fixture.set.memory_limit = smallest + dn::kMiB * (levels - 1);
    const SwapPlan plan = plan_set(fixture.set, needs, Bytes(0), nullptr);
    EXPECT_EQ(plan.highest_level() + 1, levels);
    settle_arena(plan, needs);
    EXPECT_EQ(needs.arena, dn::kMiB * levels);
    needs.arena = dn::kMiB;
  }
}

// 50 tasks of about 100 groups: under a second where nothing else runs and nothing is sanitized.
TEST(SetPlan, OfManyTasksIsQuick) {
  const SetFixture fixture(RandomCosts(7, 50, 133, dn::kMiB, 0.5), 1, 4s);
  const PlanCosts costs = plan_costs(fixture.set, fixture.costs, one_level(fixture));
  const PlannerOptions options{Bytes(fixture.measured.weights().value / 4), dn::kMiB * 2,
                               std::nullopt};
  const auto start = std::chrono::steady_clock::now();
  const SwapPlan plan = make_plan(fixture.measured.needs(), options, costs);
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_TRUE(checked(fixture, plan).schedulable);
  EXPECT_LT(took, 60s);
}

}  // namespace
}  // namespace rtswap
