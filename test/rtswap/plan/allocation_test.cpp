// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/allocation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace rtswap {
namespace {

AllocationProblem random_problem(std::mt19937& random, std::size_t networks, std::size_t choices) {
  AllocationProblem problem;
  for (std::size_t n = 0; n < networks; ++n) {
    std::vector<Choice> curve;
    std::uint64_t chunks = random() % 3;
    Nanos makespan(500 + static_cast<std::int64_t>(random() % 500));
    for (std::size_t c = 1 + random() % choices; c > 0; --c) {
      curve.push_back({chunks, makespan});
      chunks += 1 + random() % 10;
      makespan -= Nanos(1 + static_cast<std::int64_t>(random() % 90));
    }
    problem.curves.push_back(curve);
    problem.rates.push_back(1 + static_cast<double>(random() % 20));
  }
  problem.budget = 2 * networks + random() % (12 * networks);
  return problem;
}

// Calls `visit(makespans)` for each combination within the budget.
template <typename Visit>
void for_all(const AllocationProblem& problem, const Visit& visit) {
  std::vector<std::size_t> picks(problem.curves.size(), 0);
  while (true) {
    std::uint64_t used = 0;
    std::vector<Nanos> makespans;
    for (std::size_t n = 0; n < picks.size(); ++n) {
      used += problem.curves[n][picks[n]].chunks;
      makespans.push_back(problem.curves[n][picks[n]].makespan);
    }
    if (used <= problem.budget) visit(makespans);
    std::size_t n = 0;
    while (n < picks.size() && ++picks[n] == problem.curves[n].size()) picks[n++] = 0;
    if (n == picks.size()) return;
  }
}

PlanScore best_of_all(const AllocationProblem& problem, const Judge& judge) {
  PlanScore best{false, Nanos(0), 1e300};
  for_all(problem, [&](const std::vector<Nanos>& makespans) {
    const PlanScore score = judge(makespans, true);
    if (score.is_better_than(best)) best = score;
  });
  return best;
}

PlanScore score_of(const AllocationProblem& problem, const Judge& judge) {
  const auto picks = allocate(problem, judge);
  if (!picks) return {false, Nanos(0), 1e300};
  std::uint64_t used = 0;
  std::vector<Nanos> makespans;
  for (std::size_t n = 0; n < picks->size(); ++n) {
    used += problem.curves[n][(*picks)[n]].chunks;
    makespans.push_back(problem.curves[n][(*picks)[n]].makespan);
  }
  EXPECT_LE(used, problem.budget);
  return judge(makespans, true);
}

Judge by_utilization(const AllocationProblem& problem) {
  return [&problem](std::span<const Nanos> makespans, bool /*streams*/) {
    PlanScore score;
    for (std::size_t n = 0; n < makespans.size(); ++n)
      score.utilization += problem.rates[n] * static_cast<double>(makespans[n].count());
    return score;
  };
}

// Every job may have to wait for the longest of the others, and for all shorter deadlines.
Judge by_blocking(const AllocationProblem& problem, const std::vector<Nanos>& deadlines) {
  return [&problem, &deadlines](std::span<const Nanos> makespans, bool streams) {
    PlanScore score = by_utilization(problem)(makespans, streams);
    score.slack = Nanos::max();
    for (std::size_t n = 0; n < makespans.size(); ++n) {
      Nanos blocking{0}, work{0};
      for (std::size_t m = 0; m < makespans.size(); ++m) {
        if (deadlines[m] <= deadlines[n]) work += makespans[m];
        if (deadlines[m] > deadlines[n]) blocking = std::max(blocking, makespans[m]);
      }
      score.slack = std::min(score.slack, deadlines[n] - work - blocking);
    }
    score.schedulable = score.slack >= Nanos(0);
    return score;
  };
}

TEST(Allocation, HasTheLeastUtilization) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    const AllocationProblem problem = random_problem(random, 1 + random() % 4, 6);
    const Judge judge = by_utilization(problem);
    EXPECT_DOUBLE_EQ(score_of(problem, judge).utilization, best_of_all(problem, judge).utilization)
        << "round " << round;
  }
}

TEST(Allocation, FindsSchedulableOnesAndMostOfTheSlack) {
  std::mt19937 random(2);
  int possible = 0, found = 0, most_slack = 0;
  for (int round = 0; round < 500; ++round) {
    const AllocationProblem problem = random_problem(random, 2 + random() % 3, 6);
    std::vector<Nanos> deadlines;
    for (std::size_t n = 0; n < problem.curves.size(); ++n)
      deadlines.emplace_back(1000 + random() % 2500);
    const Judge judge = by_blocking(problem, deadlines);
    const PlanScore best = best_of_all(problem, judge);
    const PlanScore own = score_of(problem, judge);
    if (!best.schedulable) continue;
    ++possible;
    found += own.schedulable ? 1 : 0;
    most_slack += own.slack == best.slack ? 1 : 0;
  }
  EXPECT_GT(possible, 100);
  EXPECT_GE(found * 100, possible * 98);
  EXPECT_GE(most_slack * 100, possible * 80);
}

// Many chunks are counted in larger units; the loss stays small.
TEST(Allocation, OfMuchMemoryIsNearTheBest) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    AllocationProblem problem = random_problem(random, 3, 6);
    for (auto& curve : problem.curves) {
      for (Choice& choice : curve) choice.chunks = choice.chunks * 1000 + random() % 1000;
    }
    problem.budget *= 1100;
    const Judge judge = by_utilization(problem);
    EXPECT_LE(score_of(problem, judge).utilization, best_of_all(problem, judge).utilization * 1.01);
  }
}

TEST(Allocation, RefusesWhatDoesNotFit) {
  AllocationProblem problem{{{{3, Nanos(5)}}, {{4, Nanos(5)}}}, {1, 1}, 6};
  EXPECT_FALSE(allocate(problem, by_utilization(problem)));
  problem.budget = 7;
  EXPECT_TRUE(allocate(problem, by_utilization(problem)));
}

TEST(Allocation, OfNothingIsNothing) {
  const AllocationProblem problem{{{{0, Nanos(5)}, {1, Nanos(4)}}}, {1}, 0};
  EXPECT_EQ(allocate(problem, by_utilization(problem)), std::vector<std::size_t>{0});
}

}  // namespace
}  // namespace rtswap
