// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/drawn_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "darknet/base/error.h"
#include "test/rtswap/bench/small_pool.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TEST(DrawnSet, HasTheUtilizationAndPeriodsInRange) {
  const NetworkPool pool = test::small_pool();
  const SetRange range{3, 6, 10ms, 800ms};
  std::set<std::size_t> sizes, networks;
  for (std::uint64_t index = 0; index < 60; ++index) {
    const DrawnSet drawn = draw_set(pool, range, 7, index, 0.5);
    ASSERT_EQ(drawn.set.tasks.size(), drawn.networks.size());
    sizes.insert(drawn.networks.size());
    double utilization = 0;
    dn::Bytes weights;
    for (std::size_t i = 0; i < drawn.networks.size(); ++i) {
      const PooledNetwork& network = pool[drawn.networks[i]];
      networks.insert(drawn.networks[i]);
      const Nanos period = drawn.set.tasks[i].period;
      EXPECT_GE(period, range.shortest_period);
      EXPECT_LE(period, range.longest_period);
      EXPECT_EQ(drawn.set.tasks[i].deadline, period);
      utilization +=
          static_cast<double>(network.wcet.count()) / static_cast<double>(period.count());
      weights += network.weights;
    }
    EXPECT_NEAR(utilization, 0.5, 1e-6);
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
    const double share = static_cast<double>(pool[drawn.networks[2]].wcet.count()) /
                         static_cast<double>(drawn.set.tasks[2].period.count());
    above += share > 0.3 ? 1 : 0;
  }
  EXPECT_NEAR(above, kSets / 4, 80);  // four standard deviations
}

TEST(DrawnSet, RefusesPeriodsThatCannotBe) {
  const NetworkPool pool = test::small_pool();
  EXPECT_THROW(draw_set(pool, SetRange{2, 2, 1ms, 2ms}, 1, 0, 0.5), dn::Error);
}

}  // namespace
}  // namespace rtswap
