// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/plan_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "rtswap/plan/planner.h"
#include "test/rtswap/plan/random_costs.h"
#include "test/rtswap/plan/sound_plan.h"
#include "test/support/plain_profile.h"

namespace rtswap {
namespace {

using dn::Bytes;
using test::expect_sound;
using test::RandomCosts;

constexpr Bytes kChunk = dn::kKiB * 256;

// Over limits from the smallest to everything.
TEST(PlanSearch, IsSoundWithinTheLimitAndNeverWorseThanWithoutCosts) {
  int better = 0;
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    RandomCosts set(seed, 1 + seed % 4, 30, dn::kKiB * 900, 0.3 * seed);
    const PlanCosts costs = set.costs();
    PlannerOptions options{std::nullopt, kChunk, std::nullopt};
    const Bytes smallest = smallest_limit(set.needs(), options);
    for (const int share : {0, 20, 50, 90}) {
      options.memory_limit = smallest + Bytes(set.weights().value / 100 * share);
      const SwapPlan plan = make_plan(set.needs(), options, costs);
      expect_sound(plan, set.needs());
      EXPECT_LE(plan.chunk * plan.chunk_count(), *options.memory_limit);
      const PlanScore plain = score_of(make_plan(set.needs(), options), costs);
      const PlanScore own = score_of(plan, costs);
      EXPECT_FALSE(plain.is_better_than(own)) << "seed " << seed << ", share " << share;
      better += own.utilization < plain.utilization * 0.99 ? 1 : 0;
    }
  }
  EXPECT_GE(better, 8);  // of 20, by 1 % at least
}

TEST(PlanSearch, KeepsToWhatNetworksMayRetain) {
  RandomCosts set(3, 3, 30, dn::kKiB * 900, 0.5);
  set.needs().networks[0].retain = RetainRule::kNone;
  set.needs().networks[1].most_retained = dn::kMiB * 3;
  set.needs().networks[2].retain = RetainRule::kAll;
  const PlannerOptions options{Bytes(set.weights().value * 3 / 4), kChunk, std::nullopt};
  const SwapPlan plan = make_plan(set.needs(), options, set.costs());
  expect_sound(plan, set.needs());
  std::vector<std::uint64_t> retained;
  for (const NetworkPlan& network : plan.networks) {
    std::uint64_t& chunks = retained.emplace_back(0);
    for (const LayerGroup& group : network.groups)
      chunks += group.retained ? chunks_for(group.size, kChunk) : 0;
  }
  EXPECT_EQ(retained[0], 0u);
  EXPECT_LE(retained[1], 12u);
  EXPECT_GT(retained[1], 0u);
  EXPECT_EQ(plan.networks[2].swap_volume(), Bytes(0));
}

TEST(PlanSearch, TakesAWantedGroupSize) {
  const RandomCosts set(4, 2, 30, dn::kKiB * 900, 0.5);
  const PlannerOptions options{Bytes(set.weights().value / 2), kChunk, dn::kMiB};
  const SwapPlan plan = make_plan(set.needs(), options, set.costs());
  for (std::size_t n = 0; n < 2; ++n) {
    const NetworkPlan wanted =
        group_by_size(set.needs().networks[n].step_weights, dn::kMiB, kChunk);
    EXPECT_EQ(plan.networks[n].groups.size(), wanted.groups.size());
  }
}

TEST(PlanSearch, RetainsEverythingWhereThereIsRoom) {
  const RandomCosts set(5, 2, 30, dn::kKiB * 900, 0.5);
  const SwapPlan plan = make_plan(set.needs(), {std::nullopt, kChunk, std::nullopt}, set.costs());
  expect_sound(plan, set.needs());
  EXPECT_EQ(plan.streaming_chunks, 0u);
}

// A deadline that the plan with the least utilization misses: the judge wants the second network
// to be short, which runs rarely.
TEST(PlanSearch, ListensToTheJudge) {
  RandomCosts set(6, 2, 30, dn::kKiB * 900, 0.2);
  set.needs().networks[0].jobs_per_second = 100;
  set.needs().networks[1].jobs_per_second = 1;
  const PlannerOptions options{Bytes(set.weights().value * 6 / 10), kChunk, std::nullopt};
  PlanCosts costs = set.costs();
  const SwapPlan busy = make_plan(set.needs(), options, costs);
  costs.judge = [](std::span<const Nanos> times, bool /*streams*/) {
    return PlanScore{true, std::chrono::seconds(1) - times[1], 0};
  };
  const SwapPlan prompt = make_plan(set.needs(), options, costs);
  EXPECT_LT(device_times(prompt, costs)[1], device_times(busy, costs)[1]);
  EXPECT_GT(device_times(prompt, costs)[0], device_times(busy, costs)[0]);
}

// Judges by a utilization that is not to be exceeded.
PlanCosts with_most_utilization(PlanCosts costs, double most) {
  costs.judge = [judge = costs.judge, most](std::span<const Nanos> times, bool streams) {
    PlanScore score = judge(times, streams);
    score.schedulable = score.utilization <= most;
    return score;
  };
  return costs;
}

TEST(PlanSearch, KnowsEarlyWhatTheJudgeSaysOfThePlan) {
  int schedulable = 0, tried = 0;
  PlanMemo memo;
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    RandomCosts set(seed, 3, 25, dn::kKiB * 900, 0.4);
    PlannerOptions options{std::nullopt, kChunk, std::nullopt};
    const double all =
        score_of(make_plan(set.needs(), options, set.costs()), set.costs()).utilization;
    const Bytes smallest = smallest_limit(set.needs(), options);
    for (const int share : {-1, 0, 20, 50, 90}) {
      options.memory_limit =
          share < 0
              ? smallest - Bytes(1)
              : smallest + Bytes(set.weights().value / 100 * static_cast<std::uint64_t>(share));
      for (const double factor : {0.9, 2.0, 4.0, 8.0}) {
        PlanCosts costs = with_most_utilization(set.costs(), all * factor);
        const bool expected =
            share >= 0 && score_of(make_plan(set.needs(), options, costs), costs).schedulable;
        EXPECT_EQ(has_schedulable_plan(set.needs(), options, costs), expected);
        costs.memo = &memo;
        EXPECT_EQ(has_schedulable_plan(set.needs(), options, costs), expected);
        schedulable += expected ? 1 : 0;
        ++tried;
      }
    }
  }
  EXPECT_GT(schedulable, tried / 5);
  EXPECT_LT(schedulable, tried * 4 / 5);
}

TEST(PlanSearch, FindsTheSameWithAMemo) {
  PlanMemo memo;
  for (const int share : {30, 60, 30}) {
    const RandomCosts set(9, 3, 30, dn::kKiB * 900, 0.5);
    const PlannerOptions options{Bytes(set.weights().value / 100 * share), kChunk, std::nullopt};
    PlanCosts costs = set.costs();
    const SwapPlan without = make_plan(set.needs(), options, costs);
    costs.memo = &memo;
    const SwapPlan with = make_plan(set.needs(), options, costs);
    for (std::size_t n = 0; n < without.networks.size(); ++n) {
      const std::vector<LayerGroup>&a = without.networks[n].groups, &b = with.networks[n].groups;
      ASSERT_EQ(a.size(), b.size());
      for (std::size_t g = 0; g < a.size(); ++g) {
        EXPECT_EQ(a[g].first_step, b[g].first_step);
        EXPECT_EQ(a[g].chunks, b[g].chunks);
      }
    }
  }
}

// A network that was measured to run faster as one group than in parts.
TEST(PlanSearch, RunsWhatItRetainsAsAWholeAsOneGroup) {
  Profile profile =
      test::plain_profile(std::vector<Nanos>(10, std::chrono::milliseconds(2)), dn::kMiB * 3);
  profile.groupings[0].groups[0].times = {test::constant(std::chrono::milliseconds(15)),
                                          test::constant(std::chrono::milliseconds(15))};
  const std::vector<NetworkCosts> networks(2, NetworkCosts(profile, Margin{}));
  const LinkCosts link(profile.link, std::nullopt, Margin{}, LinkDepth{2, 8});
  const std::vector<Bytes> weights(10, dn::kMiB * 3);
  const MemoryNeeds needs{{{"a", weights, 20}, {"b", weights, 1}}, {}, {}, {}};
  const PlanCosts costs{networks, &link, Nanos(0), utilization_judge(needs)};
  const SwapPlan plan = make_plan(needs, {dn::kMiB * 44, dn::kMiB * 2, std::nullopt}, costs);
  expect_sound(plan, needs);
  EXPECT_EQ(plan.networks[0].groups.size(), 1u);
  EXPECT_TRUE(plan.networks[0].groups[0].retained);
  EXPECT_GT(plan.networks[1].groups.size(), 1u);
  EXPECT_EQ(device_times(plan, costs)[0], std::chrono::milliseconds(18))
      << "it loads nothing, so it waits for no load of others";
}

}  // namespace
}  // namespace rtswap
