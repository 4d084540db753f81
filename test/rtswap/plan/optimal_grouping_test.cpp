// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/optimal_grouping.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>
#include <random>

#include "rtswap/plan/grouping.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kChunk{4096};
constexpr Bytes kNoLimit = dn::kGiB;

// Times add up, but for what a group saves by being one.
struct Network {
  std::vector<Bytes> weights;
  std::vector<std::int64_t> exec;
  std::int64_t per_group = 0;
  LinkSpec link{{1'000'000'000}, Nanos(0)};  // a byte per nanosecond

  GroupingCosts costs() const {
    return {
        [this](int first, int last) {
          return Nanos(std::accumulate(exec.begin() + first, exec.begin() + last + 1, per_group));
        },
        link};
  }
  Nanos makespan(const std::vector<int>& first_steps) const {
    return grouped_makespan(weights, first_steps, costs());
  }
  Nanos best(Bytes largest = kNoLimit) const {
    return makespan(optimal_grouping(weights, costs(), largest, kChunk));
  }
  std::vector<int> every_step() const {
    std::vector<int> steps(weights.size());
    std::iota(steps.begin(), steps.end(), 0);
    return steps;
  }
};

// Few different numbers, so that there are ties; some steps without weights.
Network random_network(std::mt19937& random, std::size_t steps) {
  Network network;
  for (std::size_t i = 0; i < steps; ++i) {
    network.weights.emplace_back(random() % 3 == 0 ? 0 : (random() % 20) * 640);
    network.exec.push_back(static_cast<std::int64_t>(random() % 10) * 1000);
  }
  network.link.latency = Nanos(random() % 4 * 1500);
  network.per_group = random() % 3 * 400;
  return network;
}

bool is_allowed(const Network& network, const std::vector<int>& first_steps, Bytes largest) {
  for (std::size_t g = 1; g < first_steps.size(); ++g) {
    if (network.weights[static_cast<std::size_t>(first_steps[g])] == Bytes(0)) return false;
  }
  for (const LayerGroup& group : lay_out(network.weights, first_steps, kChunk).groups) {
    if (align_up(group.size, kChunk) <= largest) continue;
    int with_weights = 0;
    for (int s = group.first_step; s <= group.last_step; ++s)
      with_weights += network.weights[static_cast<std::size_t>(s)] > Bytes(0) ? 1 : 0;
    if (with_weights > 1 || network.weights[static_cast<std::size_t>(group.first_step)] == Bytes(0))
      return false;
  }
  return true;
}

std::vector<int> cuts(std::size_t steps, unsigned mask) {
  std::vector<int> first_steps = {0};
  for (std::size_t s = 1; s < steps; ++s) {
    if ((mask >> (s - 1) & 1U) != 0) first_steps.push_back(static_cast<int>(s));
  }
  return first_steps;
}

TEST(OptimalGrouping, IsTheBestOfAllWaysToCut) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const Network network = random_network(random, 1 + random() % 11);
    const Bytes largest = round % 2 == 0 ? kNoLimit : kChunk * (1 + random() % 5);
    Nanos best = Nanos::max();
    for (unsigned mask = 0; mask < 1U << (network.weights.size() - 1); ++mask) {
      const std::vector<int> first_steps = cuts(network.weights.size(), mask);
      if (is_allowed(network, first_steps, largest))
        best = std::min(best, network.makespan(first_steps));
    }
    const std::vector<int> found =
        optimal_grouping(network.weights, network.costs(), largest, kChunk);
    EXPECT_TRUE(is_allowed(network, found, largest)) << "round " << round;
    EXPECT_EQ(network.makespan(found), best) << "round " << round;
  }
}

// Where times only add up, a step without weights gains nothing by being a group of its own.
TEST(OptimalGrouping, CutsBeforeStepsWithoutWeightsGainNothing) {
  std::mt19937 random(2);
  for (int round = 0; round < 100; ++round) {
    const Network network = random_network(random, 1 + random() % 10);
    Nanos best = Nanos::max();
    for (unsigned mask = 0; mask < 1U << (network.weights.size() - 1); ++mask)
      best = std::min(best, network.makespan(cuts(network.weights.size(), mask)));
    EXPECT_EQ(network.best(), best) << "round " << round;
  }
}

// A group may save time that its steps alone would take, in no regular way.
TEST(OptimalGrouping, TakesAnyTimesOfGroups) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    const Network network = random_network(random, 2 + random() % 8);
    const std::size_t n = network.weights.size();
    std::vector<std::int64_t> times(n * n);
    for (auto& time : times) time = static_cast<std::int64_t>(random() % 20'000);
    const GroupingCosts costs{
        [&](int first, int last) {
          return Nanos(times[static_cast<std::size_t>(first) * n + static_cast<std::size_t>(last)]);
        },
        network.link};
    Nanos best = Nanos::max();
    for (unsigned mask = 0; mask < 1U << (n - 1); ++mask) {
      const std::vector<int> first_steps = cuts(n, mask);
      if (is_allowed(network, first_steps, kNoLimit))
        best = std::min(best, grouped_makespan(network.weights, first_steps, costs));
    }
    const std::vector<int> found = optimal_grouping(network.weights, costs, kNoLimit, kChunk);
    EXPECT_EQ(grouped_makespan(network.weights, found, costs), best) << "round " << round;
  }
}

TEST(OptimalGrouping, WithoutCostsPerGroupIsAsGoodAsLayerByLayer) {
  std::mt19937 random(4);
  for (int round = 0; round < 50; ++round) {
    Network network = random_network(random, 40);
    network.per_group = 0;
    network.link.latency = Nanos(0);
    EXPECT_EQ(network.best(), network.makespan(network.every_step()));
  }
}

TEST(OptimalGrouping, ExpensiveLoadsMakeOneGroup) {
  std::mt19937 random(5);
  Network network = random_network(random, 40);
  network.weights[0] = Bytes(640);
  network.link.latency = std::chrono::seconds(1);
  EXPECT_EQ(optimal_grouping(network.weights, network.costs(), kNoLimit, kChunk),
            std::vector<int>{0});
}

TEST(OptimalGrouping, NothingToHideLoadsBehindMakesOneGroup) {
  std::mt19937 random(6);
  Network network = random_network(random, 40);
  std::ranges::fill(network.exec, 0);
  network.per_group = 0;
  network.link.latency = Nanos(1);
  network.weights[0] = Bytes(640);
  EXPECT_EQ(optimal_grouping(network.weights, network.costs(), kNoLimit, kChunk),
            std::vector<int>{0});
}

TEST(OptimalGrouping, OfOneStepIsLoadAndExecution) {
  const Network network{{Bytes(6400)}, {500}, 30, {{1'000'000'000}, Nanos(70)}};
  EXPECT_EQ(network.best(), Nanos(6400 + 70 + 500 + 30));
}

TEST(OptimalGrouping, OfANetworkWithoutWeightsIsItsExecution) {
  const Network network{{Bytes(0), Bytes(0)}, {500, 600}, 30, {{1'000'000'000}, Nanos(70)}};
  EXPECT_EQ(network.best(), Nanos(500 + 600 + 30));
}

TEST(OptimalGrouping, LiesBetweenItsLimits) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const Network network = random_network(random, 30);
    const Nanos best = network.best();
    EXPECT_LE(best, network.makespan(network.every_step()));
    EXPECT_LE(best, network.makespan({0}));
    for (int i = 0; i < 20; ++i)
      EXPECT_LE(best, network.makespan(cuts(30, static_cast<unsigned>(random() & 0x1fffffffU))));
    const Nanos all_exec = network.costs().exec(0, 29);
    Bytes all_bytes;
    for (const Bytes weights : network.weights) all_bytes += weights;
    EXPECT_GE(best, all_exec);
    EXPECT_GE(best, Nanos(static_cast<std::int64_t>(all_bytes.value)) + network.link.latency);
  }
}

TEST(OptimalGrouping, AFasterLinkIsNeverWorse) {
  std::mt19937 random(8);
  for (int round = 0; round < 50; ++round) {
    Network network = random_network(random, 25);
    const Nanos before = network.best();
    Network wider = network;
    wider.link.bandwidth.bytes_per_second *= 2;
    EXPECT_LE(wider.best(), before);
    Network prompter = network;
    prompter.link.latency = network.link.latency / 2;
    EXPECT_LE(prompter.best(), before);
  }
}

// As many layers as the deepest networks have. About 50 ms where nothing else runs.
TEST(OptimalGrouping, OfALongNetworkTakesNoTime) {
  std::mt19937 random(9);
  const Network network = random_network(random, 464);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_LE(network.best(), network.makespan(network.every_step()));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace rtswap
