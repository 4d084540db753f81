// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/planner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "darknet/base/error.h"
#include "test/rtswap/plan/sound_plan.h"

namespace rtswap {
namespace {

using dn::Bytes;
using test::expect_sound;

NetworkNeeds network(std::vector<std::uint64_t> steps, double rate = 1) {
  NetworkNeeds needs{"net", {}, rate};
  for (const auto s : steps) needs.step_weights.emplace_back(s);
  return needs;
}

TEST(Planner, RetainsEverythingWithoutALimit) {
  const MemoryNeeds needs{{network({1000, 0, 5000})}, Bytes(10), Bytes(10), Bytes(10)};
  const SwapPlan plan = make_plan(needs, {std::nullopt, Bytes(4096), std::nullopt});
  expect_sound(plan, needs);
  EXPECT_EQ(plan.streaming_chunks, 0u);
  EXPECT_EQ(plan.networks[0].swap_volume(), Bytes(0));
}

TEST(Planner, StreamsWhatDoesNotFit) {
  const MemoryNeeds needs{
      {network({4096, 4096, 4096, 4096, 4096, 4096})}, Bytes(0), Bytes(0), Bytes(0)};
  const SwapPlan plan = make_plan(needs, {Bytes(4 * 4096), Bytes(4096), std::nullopt});
  expect_sound(plan, needs);
  EXPECT_EQ(plan.streaming_chunks, 2u);
  EXPECT_EQ(plan.retained_chunks, 2u);
  EXPECT_EQ(plan.networks[0].swap_volume(), Bytes(4 * 4096));
  EXPECT_TRUE(plan.networks[0].groups[0].retained);
  EXPECT_FALSE(plan.networks[0].groups[2].retained);
}

TEST(Planner, PrefersNetworksThatRunOften) {
  const MemoryNeeds needs{
      {network({4096, 4096}, 1), network({4096, 4096}, 10)}, Bytes(0), Bytes(0), Bytes(0)};
  const SwapPlan plan = make_plan(needs, {Bytes(3 * 4096), Bytes(4096), std::nullopt});
  expect_sound(plan, needs);
  EXPECT_LT(plan.networks[1].swap_volume(), plan.networks[0].swap_volume());
}

TEST(Planner, NamesTheSmallestLimitAndThatLimitWorks) {
  const MemoryNeeds needs{{network({100, 50000, 300})}, Bytes(1000), Bytes(2000), Bytes(3000)};
  PlannerOptions options{Bytes(7000), Bytes(4096), std::nullopt};
  const Bytes smallest = smallest_limit(needs, options);
  try {
    make_plan(needs, options);
    FAIL() << "a limit below the activations was accepted";
  } catch (const dn::Error& e) {
    EXPECT_NE(std::string(e.what()).find(std::to_string(smallest.value)), std::string::npos)
        << e.what();
  }
  options.memory_limit = smallest;
  expect_sound(make_plan(needs, options), needs);
  options.memory_limit = smallest - Bytes(1);
  EXPECT_THROW(make_plan(needs, options), dn::Error);
}

TEST(Planner, PlansAreSoundAndWithinTheLimitForRandomNetworks) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    MemoryNeeds needs{
        {}, Bytes(random() % 100000), Bytes(random() % 10000), Bytes(random() % 10000)};
    for (unsigned n = 1 + random() % 4; n > 0; --n) {
      std::vector<std::uint64_t> steps(1 + random() % 30);
      for (auto& s : steps) s = random() % 3 == 0 ? 0 : random() % 60000;
      needs.networks.push_back(network(steps, 1 + random() % 50));
    }
    PlannerOptions options{std::nullopt, Bytes(4096), std::nullopt};
    options.memory_limit = smallest_limit(needs, options) + Bytes(random() % 400000);
    const SwapPlan plan = make_plan(needs, options);
    expect_sound(plan, needs);
    const Bytes used = needs.arena + needs.workspace + needs.io + plan.chunk * plan.chunk_count();
    EXPECT_LE(used, *options.memory_limit);
  }
}

// With a smaller streaming area there is room for the first network's group, but then none for the
// second's, which makes the area larger again.
TEST(Planner, AShrinkingAreaNeverLeadsBeyondTheLimit) {
  constexpr std::uint64_t kChunk = 4096;
  const MemoryNeeds needs{{network({4 * kChunk}, 2), network({3 * kChunk, 3 * kChunk}, 1)},
                          Bytes(0),
                          Bytes(0),
                          Bytes(0)};
  const SwapPlan plan = make_plan(needs, {Bytes(9 * kChunk), Bytes(kChunk), Bytes(kChunk)});
  expect_sound(plan, needs);
  EXPECT_LE(plan.chunk_count(), 9u);
}

TEST(Planner, NeighboursNeverShareAPlaceWhenThereIsRoom) {
  const MemoryNeeds needs{
      {network(std::vector<std::uint64_t>(40, 9000))}, Bytes(0), Bytes(0), Bytes(0)};
  const SwapPlan plan = make_plan(needs, {Bytes(4096 * 20), Bytes(4096), std::nullopt});
  const auto& groups = plan.networks[0].groups;
  for (std::size_t g = 1; g < groups.size(); ++g) {
    if (groups[g - 1].retained || groups[g].retained) continue;
    for (const auto chunk : groups[g].chunks) {
      EXPECT_EQ(std::ranges::count(groups[g - 1].chunks, chunk), 0);
    }
  }
}

dn::Bytes retained_bytes(const NetworkPlan& network) {
  Bytes bytes;
  for (const LayerGroup& group : network.groups) bytes += group.retained ? group.size : Bytes(0);
  return bytes;
}

TEST(Planner, RetainsNoMoreOfANetworkThanItMay) {
  constexpr std::uint64_t kChunk = 4096;
  MemoryNeeds needs{{network(std::vector<std::uint64_t>(10, kChunk), 100),
                     network(std::vector<std::uint64_t>(10, kChunk), 1)},
                    Bytes(0),
                    Bytes(0),
                    Bytes(0)};
  needs.networks[0].most_retained = Bytes(3 * kChunk + 1);
  const SwapPlan plan = make_plan(needs, {Bytes(12 * kChunk), Bytes(kChunk), Bytes(kChunk)});
  expect_sound(plan, needs);
  EXPECT_EQ(retained_bytes(plan.networks[0]), Bytes(3 * kChunk));
  EXPECT_EQ(retained_bytes(plan.networks[1]), Bytes(7 * kChunk));
}

TEST(Planner, StreamsANetworkThatRetainsNothingEvenWithoutALimit) {
  MemoryNeeds needs{{network({5000, 5000, 5000}), network({5000})}, Bytes(0), Bytes(0), Bytes(0)};
  needs.networks[0].retain = RetainRule::kNone;
  for (const auto limit : {std::optional<Bytes>(), std::optional<Bytes>(Bytes(1'000'000))}) {
    const SwapPlan plan = make_plan(needs, {limit, Bytes(4096), Bytes(4096)});
    expect_sound(plan, needs);
    EXPECT_EQ(retained_bytes(plan.networks[0]), Bytes(0));
    EXPECT_EQ(plan.streaming_chunks, 4u);
    EXPECT_EQ(plan.networks[1].swap_volume(), Bytes(0));
  }
}

TEST(Planner, RetainsAllOfANetworkHoweverRarelyItRuns) {
  constexpr std::uint64_t kChunk = 4096;
  MemoryNeeds needs{{network(std::vector<std::uint64_t>(10, kChunk), 100),
                     network(std::vector<std::uint64_t>(10, kChunk), 1)},
                    Bytes(0),
                    Bytes(0),
                    Bytes(0)};
  needs.networks[1].retain = RetainRule::kAll;
  const PlannerOptions options{Bytes(12 * kChunk), Bytes(kChunk), std::nullopt};
  const SwapPlan plan = make_plan(needs, options);
  expect_sound(plan, needs);
  EXPECT_EQ(plan.networks[1].swap_volume(), Bytes(0));
  EXPECT_EQ(smallest_limit(needs, options), Bytes(11 * kChunk));
  EXPECT_THROW(make_plan(needs, {Bytes(11 * kChunk - 1), Bytes(kChunk), std::nullopt}), dn::Error);
}

}  // namespace
}  // namespace rtswap
