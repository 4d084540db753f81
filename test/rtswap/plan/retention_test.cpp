// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/retention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "rtswap/analysis/pipeline.h"
#include "rtswap/plan/place_walk.h"

namespace rtswap {
namespace {

RetentionProblem uniform(std::size_t groups, Nanos exec, Nanos load, std::uint64_t area) {
  return {std::vector<GroupCost>(groups, GroupCost{exec, load, Nanos(0), 1}), area, Nanos(0)};
}

RetentionProblem random_problem(std::mt19937& random, std::size_t groups) {
  RetentionProblem problem;
  std::uint64_t largest = 1;
  const std::int64_t exec = 1 + static_cast<std::int64_t>(random() % 80);
  for (std::size_t k = 0; k < groups; ++k) {
    const std::uint64_t chunks = random() % 8 == 0 ? 0 : 1 + random() % 8;
    largest = std::max(largest, chunks);
    const Nanos load(static_cast<std::int64_t>(chunks * 10) + (chunks > 0 ? 5 : 0));
    problem.groups.push_back(
        {Nanos(static_cast<std::int64_t>(random()) % exec), load, Nanos(random() % 2), chunks});
  }
  problem.area = largest + random() % (2 * largest);
  problem.link_free = Nanos(random() % 30);
  return problem;
}

// The places as chunks, and the times as the analysis takes them.
Nanos makespan_by_chunks(const RetentionProblem& problem, const std::vector<bool>& retained) {
  std::vector<GroupTiming> groups;
  std::vector<int> last_user(problem.area, -1);
  std::uint64_t cursor = 0;
  for (std::size_t k = 0; k < problem.groups.size(); ++k) {
    const GroupCost& cost = problem.groups[k];
    GroupTiming& group = groups.emplace_back();
    group.retained = retained[k];
    group.exec.bound = cost.exec + (retained[k] ? Nanos(0) : cost.streaming);
    if (group.retained) continue;
    group.load.bound = cost.load;
    for (std::uint64_t i = 0; i < cost.chunks; ++i) {
      int& user = last_user[cursor];
      group.place_free_after = std::max(group.place_free_after, user);
      user = static_cast<int>(k);
      cursor = (cursor + 1) % problem.area;
    }
  }
  std::vector<Nanos> scratch;
  return cold_makespan(groups, Times::kBound, problem.link_free, scratch);
}

std::vector<bool> bits(std::uint32_t mask, std::size_t count) {
  std::vector<bool> retained(count);
  for (std::size_t k = 0; k < count; ++k) retained[k] = (mask >> k & 1U) != 0;
  return retained;
}

std::uint64_t chunks_of(const RetentionProblem& problem, const std::vector<bool>& retained) {
  std::uint64_t chunks = 0;
  for (std::size_t k = 0; k < retained.size(); ++k)
    chunks += retained[k] ? problem.groups[k].chunks : 0;
  return chunks;
}

// Of all choices that fit; max() where none does.
Nanos best_of_all(const RetentionProblem& problem, std::uint64_t budget) {
  Nanos best = Nanos::max();
  for (std::uint32_t mask = 0; mask < 1U << problem.groups.size(); ++mask) {
    const std::vector<bool> retained = bits(mask, problem.groups.size());
    bool streams = true;
    for (std::size_t k = 0; k < retained.size(); ++k)
      streams = streams && (retained[k] || problem.groups[k].chunks <= problem.area);
    if (streams && chunks_of(problem, retained) <= budget)
      best = std::min(best, makespan_by_chunks(problem, retained));
  }
  return best;
}

Nanos best_of_prefixes(const RetentionProblem& problem, std::uint64_t budget) {
  Nanos best = Nanos::max();
  for (std::size_t length = 0; length <= problem.groups.size(); ++length) {
    std::vector<bool> retained(problem.groups.size());
    std::fill_n(retained.begin(), length, true);
    if (chunks_of(problem, retained) <= budget)
      best = std::min(best, makespan_by_chunks(problem, retained));
  }
  return best;
}

TEST(Retention, TakesTheTimesOfTheAnalysis) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const RetentionProblem problem = random_problem(random, 1 + random() % 20);
    const auto retained = bits(static_cast<std::uint32_t>(random()), problem.groups.size());
    EXPECT_EQ(retained_makespan(problem, retained), makespan_by_chunks(problem, retained));
  }
}

TEST(Retention, MoreMemoryIsNeverWorse) {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    RetentionProblem problem = random_problem(random, 1 + random() % 20);
    auto retained = bits(static_cast<std::uint32_t>(random()), problem.groups.size());
    const Nanos before = retained_makespan(problem, retained);
    retained[random() % retained.size()] = true;
    const Nanos more = retained_makespan(problem, retained);
    EXPECT_LE(more, before);
    problem.area += random() % 5;
    EXPECT_LE(retained_makespan(problem, retained), more);
  }
}

TEST(Retention, WalksMayBeTakenBack) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const RetentionProblem problem = random_problem(random, 15);
    auto retained = bits(static_cast<std::uint32_t>(random()), 15);
    PlaceWalk walk(problem);
    for (std::size_t k = 0; k < 15; ++k) walk.take(retained[k]);
    for (int change = 0; change < 5; ++change) {
      const std::size_t from = random() % 15;
      retained[from] = !retained[from];
      walk.rewind(from);
      for (std::size_t k = from; k < 15; ++k) walk.take(retained[k]);
      EXPECT_EQ(walk.device(), makespan_by_chunks(problem, retained));
    }
  }
}

TEST(Retention, IsTheBestOfAllForFewGroups) {
  std::mt19937 random(4);
  for (int round = 0; round < 150; ++round) {
    const RetentionProblem problem = random_problem(random, 1 + random() % kExhaustive);
    const std::uint64_t budget = random() % 40;
    const auto found = best_retention(problem, budget);
    ASSERT_TRUE(found);
    EXPECT_LE(found->chunks, budget);
    EXPECT_EQ(found->chunks, chunks_of(problem, found->retained));
    EXPECT_EQ(found->makespan, makespan_by_chunks(problem, found->retained));
    EXPECT_EQ(found->makespan, best_of_all(problem, budget)) << "round " << round;
  }
}

TEST(Retention, IsNearTheBestForMoreGroups) {
  std::mt19937 random(5);
  int exact = 0;
  constexpr int kRounds = 40;
  double excess = 0;
  for (int round = 0; round < kRounds; ++round) {
    RetentionProblem problem = random_problem(random, kExhaustive + 2);
    for (GroupCost& group : problem.groups) group.chunks = std::max<std::uint64_t>(group.chunks, 1);
    const std::uint64_t budget = random() % 40;
    const Nanos best = best_of_all(problem, budget);
    const Nanos found = best_retention(problem, budget)->makespan;
    exact += found == best ? 1 : 0;
    excess = std::max(
        excess, static_cast<double>((found - best).count()) / static_cast<double>(best.count()));
  }
  EXPECT_GE(exact, 28);
  EXPECT_LE(excess, 0.1);
}

TEST(Retention, IsNeverWorseThanTheBestPrefix) {
  std::mt19937 random(6);
  int better = 0;
  for (int round = 0; round < 60; ++round) {
    const RetentionProblem problem = random_problem(random, 13 + random() % 50);
    const std::uint64_t budget = random() % 200;
    const Nanos prefix = best_of_prefixes(problem, budget);
    const Nanos found = best_retention(problem, budget)->makespan;
    EXPECT_LE(found, prefix);
    better += found < prefix ? 1 : 0;
  }
  EXPECT_GT(better, 30);
}

// Loads as long as execution, and an area of two groups. Behind a retained prefix the link stands
// still once the area is full; behind every other retained group it catches up.
TEST(Retention, RetainedGroupsBetweenOthersHideLoadsThatAPrefixDoesNot) {
  const RetentionProblem problem = uniform(12, Nanos(10), Nanos(20), 2);
  const Nanos prefix = best_of_prefixes(problem, 6);
  const Nanos found = best_retention(problem, 6)->makespan;
  EXPECT_LT(found, prefix);
  EXPECT_EQ(found, Nanos(130));
}

TEST(Retention, GroupsTooLargeForTheAreaStay) {
  RetentionProblem problem = uniform(3, Nanos(10), Nanos(20), 2);
  problem.groups[1].chunks = 3;
  EXPECT_FALSE(best_retention(problem, 2));
  EXPECT_EQ(best_retention(problem, 3)->retained, std::vector<bool>({false, true, false}));
  EXPECT_TRUE(retention_curve(problem, 2).empty());
  EXPECT_EQ(retention_curve(problem, 3).front().chunks, 3u);
}

TEST(Retention, WhatFitsIsRetainedEvenWhereItGainsNothing) {
  const RetentionProblem problem = uniform(20, Nanos(100), Nanos(1), 2);
  EXPECT_EQ(best_retention(problem, 7)->chunks, 7u);
}

TEST(RetentionCurve, FallsAndHoldsEveryPrefixOrBetter) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const RetentionProblem problem = random_problem(random, 1 + random() % 40);
    const std::uint64_t most = random() % 200;
    const std::vector<Retention> curve = retention_curve(problem, most);
    ASSERT_FALSE(curve.empty());
    EXPECT_EQ(curve.front().chunks, 0u);
    for (std::size_t i = 0; i < curve.size(); ++i) {
      EXPECT_LE(curve[i].chunks, most);
      EXPECT_EQ(curve[i].chunks, chunks_of(problem, curve[i].retained));
      EXPECT_EQ(curve[i].makespan, makespan_by_chunks(problem, curve[i].retained));
      if (i == 0) continue;
      EXPECT_GT(curve[i].chunks, curve[i - 1].chunks);
      EXPECT_LT(curve[i].makespan, curve[i - 1].makespan);
    }
    EXPECT_LE(curve.back().makespan, best_of_prefixes(problem, most));
  }
}

TEST(RetentionCurve, HasFewPoints) {
  std::mt19937 random(8);
  RetentionProblem problem = random_problem(random, 500);
  const auto curve = retention_curve(problem, 5000);
  EXPECT_LE(curve.size(), 49u);
  EXPECT_GT(curve.size(), 20u);
  Nanos all{0};
  for (const GroupCost& group : problem.groups) all += group.exec;
  EXPECT_EQ(curve.back().makespan, all);
}

}  // namespace
}  // namespace rtswap
