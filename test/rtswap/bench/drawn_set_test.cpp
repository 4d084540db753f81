// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/drawn_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <set>
#include <vector>

#include "darknet/base/error.h"
#include "test/rtswap/bench/small_pool.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

// Kolmogorov and Smirnov: how far at most the values' distribution is from the expected one.
template <typename Distribution>
double distance(std::vector<double> values, const Distribution& expected) {
  std::ranges::sort(values);
  const auto count = static_cast<double>(values.size());
  double largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double here = expected(values[i]), below = static_cast<double>(i) / count;
    largest = std::max({largest, here - below, below + 1 / count - here});
  }
  return largest;
}

// One sample of a hundred is farther away.
double usual_distance(std::size_t values) { return 1.63 / std::sqrt(static_cast<double>(values)); }

double wcet_of(const NetworkPool& pool, const DrawnSet& drawn, std::size_t task) {
  return static_cast<double>(pool[drawn.networks[task]].wcet.count());
}

double period_of(const DrawnSet& drawn, std::size_t task) {
  return static_cast<double>(drawn.set.tasks[task].period.count());
}

double utilization_of(const NetworkPool& pool, const DrawnSet& drawn) {
  double utilization = 0;
  for (std::size_t i = 0; i < drawn.networks.size(); ++i)
    utilization += wcet_of(pool, drawn, i) / period_of(drawn, i);
  return utilization;
}

TEST(DrawnSet, HasTheUtilizationAndPeriodsInRange) {
  const NetworkPool pool = test::small_pool();
  const SetRange range{3, 6, 10ms, 800ms};
  std::set<std::size_t> sizes, networks;
  for (std::uint64_t index = 0; index < 60; ++index) {
    const DrawnSet drawn = draw_set(pool, range, 7, index, 0.5);
    ASSERT_EQ(drawn.set.tasks.size(), drawn.networks.size());
    sizes.insert(drawn.networks.size());
    dn::Bytes weights;
    for (std::size_t i = 0; i < drawn.networks.size(); ++i) {
      const PooledNetwork& network = pool[drawn.networks[i]];
      networks.insert(drawn.networks[i]);
      const Nanos period = drawn.set.tasks[i].period;
      EXPECT_GE(period, range.shortest_period);
      EXPECT_LE(period, range.longest_period);
      EXPECT_EQ(drawn.set.tasks[i].deadline, period);
      weights += network.weights;
    }
    EXPECT_NEAR(utilization_of(pool, drawn), 0.5, 1e-6);
    EXPECT_EQ(drawn.footprint, drawn.fixed + weights);
  }
  EXPECT_EQ(sizes, (std::set<std::size_t>{3, 4, 5, 6}));
  EXPECT_EQ(networks, (std::set<std::size_t>{0, 1, 2}));
}

// The first periods of a seed, in nanoseconds: another machine must find the same.
TEST(DrawnSet, FollowsFromTheSeed) {
  const NetworkPool pool = test::small_pool();
  const auto periods = [&](std::uint64_t seed, std::uint64_t index) {
    std::vector<std::int64_t> periods;
    for (const TaskSpec& task : draw_set(pool, SetRange{}, seed, index, 0.4).set.tasks)
      periods.push_back(task.period.count());
    return periods;
  };
  EXPECT_EQ(periods(1, 0), periods(1, 0));
  EXPECT_NE(periods(1, 0), periods(1, 1));
  EXPECT_NE(periods(1, 0), periods(2, 0));
}

// Shares of UUniFast are uniform on the simplex: the first of n is above t with (1 - t)^(n - 1).
TEST(DrawnSet, SharesAreUniform) {
  const NetworkPool pool = test::small_pool();
  const SetRange range{3, 3, 1ns, std::chrono::hours(10'000)};
  int above = 0;
  constexpr int kSets = 2000;
  for (int index = 0; index < kSets; ++index) {
    const DrawnSet drawn = draw_set(pool, range, 1, static_cast<std::uint64_t>(index), 0.6);
    above += wcet_of(pool, drawn, 2) / period_of(drawn, 2) > 0.3 ? 1 : 0;
  }
  EXPECT_NEAR(above, kSets / 4, 80);  // four standard deviations
}

// Over how many ranges' width the periods of the first two tasks are apart on a logarithmic scale.
std::vector<double> distances_of_two(const NetworkPool& pool, const SetRange& range) {
  const double width = std::log(static_cast<double>(range.longest_period.count()) /
                                static_cast<double>(range.shortest_period.count()));
  std::vector<double> distances;
  for (std::uint64_t index = 0; index < 2000; ++index) {
    const DrawnSet drawn = draw_set(pool, range, 1, index, 0.4);
    distances.push_back(std::log(period_of(drawn, 1) / period_of(drawn, 0)) / width);
  }
  return distances;
}

// The difference of two that are uniform is triangular, whatever factor both have.
TEST(DrawnSet, PeriodsAreLogUniformButForAFactor) {
  const auto triangular = [](double x) {
    return x < 0 ? (1 + x) * (1 + x) / 2 : 1 - (1 - x) * (1 - x) / 2;
  };
  const NetworkPool pool = test::small_pool();
  SetRange range{4, 8, 20ms, 4s};
  const std::vector<double> by_shares = distances_of_two(pool, range);
  EXPECT_GT(distance(by_shares, triangular), 2 * usual_distance(by_shares.size()));
  range.periods = PeriodDraw::kLogUniform;
  const std::vector<double> distances = distances_of_two(pool, range);
  EXPECT_LT(distance(distances, triangular), usual_distance(distances.size()));
}

TEST(DrawnSet, LogUniformSetsDifferByAFactorFromOneUtilizationToTheNext) {
  const NetworkPool pool = test::small_pool();
  const SetRange range{3, 6, 10ms, 1s, PeriodDraw::kLogUniform};
  std::array<int, 3> networks{};
  std::array<int, 7> sizes{};
  constexpr int kSets = 1200;
  for (std::uint64_t index = 0; index < kSets; ++index) {
    const DrawnSet drawn = draw_set(pool, range, 5, index, 0.8);
    const DrawnSet slower = draw_set(pool, range, 5, index, 0.2);
    EXPECT_NEAR(utilization_of(pool, drawn), 0.8, 1e-6);
    EXPECT_NEAR(utilization_of(pool, slower), 0.2, 1e-6);
    EXPECT_EQ(slower.networks, drawn.networks);
    EXPECT_EQ(slower.footprint, drawn.footprint);
    const auto [shortest, longest] =
        std::ranges::minmax(drawn.set.tasks, {}, [](const TaskSpec& task) { return task.period; });
    EXPECT_LE(longest.period, shortest.period * 100 + 100ns);
    for (std::size_t i = 0; i < drawn.networks.size(); ++i) {
      EXPECT_NEAR(period_of(slower, i), 4 * period_of(drawn, i), 5);
      ++networks[drawn.networks[i]];
    }
    ++sizes[drawn.networks.size()];
  }
  // Four standard deviations.
  const int tasks = networks[0] + networks[1] + networks[2];
  for (const int count : networks) EXPECT_NEAR(count, tasks / 3, 139);
  for (std::size_t size = 3; size <= 6; ++size) EXPECT_NEAR(sizes[size], kSets / 4, 60);
}

TEST(DrawnSet, ConstrainedDeadlinesAreUniformAboveTheWcet) {
  const NetworkPool pool = test::small_pool();
  for (const PeriodDraw periods : {PeriodDraw::kUUniFast, PeriodDraw::kLogUniform}) {
    SetRange range{3, 6, 10ms, 1s, periods};
    std::vector<double> places;
    for (std::uint64_t index = 0; index < 400; ++index) {
      range.deadlines = DeadlineDraw::kImplicit;
      const DrawnSet implicit = draw_set(pool, range, 9, index, 0.6);
      range.deadlines = DeadlineDraw::kConstrained;
      const DrawnSet drawn = draw_set(pool, range, 9, index, 0.6);
      ASSERT_EQ(drawn.networks, implicit.networks);
      for (std::size_t i = 0; i < drawn.networks.size(); ++i) {
        const TaskSpec& task = drawn.set.tasks[i];
        EXPECT_EQ(task.period, implicit.set.tasks[i].period);
        EXPECT_EQ(implicit.set.tasks[i].deadline, task.period);
        EXPECT_LE(task.deadline, task.period);
        const double wcet = wcet_of(pool, drawn, i);
        places.push_back((static_cast<double>(task.deadline.count()) - wcet) /
                         (period_of(drawn, i) - wcet));
      }
    }
    EXPECT_GT(std::ranges::min(places), -1e-6);
    EXPECT_LT(distance(places, [](double x) { return x; }), usual_distance(places.size()));
  }
}

TEST(DrawnSet, RefusesPeriodsThatCannotBe) {
  const NetworkPool pool = test::small_pool();
  EXPECT_THROW(draw_set(pool, SetRange{2, 2, 1ms, 2ms}, 1, 0, 0.5), dn::Error);
}

}  // namespace
}  // namespace rtswap
