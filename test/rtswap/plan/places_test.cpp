// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kChunk{4096};

NetworkPlan network(const std::vector<std::uint64_t>& chunks) {
  NetworkPlan plan;
  for (const std::uint64_t count : chunks) {
    const int step = static_cast<int>(plan.groups.size());
    plan.groups.push_back({step, step, plan.range, kChunk * count, false, {}});
    plan.range += kChunk * count;
  }
  return plan;
}

std::vector<NetworkPlan> random_networks(std::mt19937& random) {
  std::vector<NetworkPlan> networks;
  for (unsigned n = 1 + random() % 4; n > 0; --n) {
    std::vector<std::uint64_t> chunks(1 + random() % 12);
    for (auto& count : chunks) count = random() % 5;
    networks.push_back(network(chunks));
    for (LayerGroup& group : networks.back().groups) group.retained = random() % 3 == 0;
  }
  return networks;
}

// By group: the last group before it that has a chunk of its place; -1 none.
std::vector<int> waits_for(const NetworkPlan& plan) {
  std::vector<int> before;
  for (std::size_t g = 0; g < plan.groups.size(); ++g) {
    before.push_back(-1);
    for (std::size_t earlier = 0; earlier < g; ++earlier) {
      const auto& chunks = plan.groups[earlier].chunks;
      for (const std::uint32_t chunk : plan.groups[g].chunks) {
        if (std::ranges::find(chunks, chunk) != chunks.end())
          before.back() = static_cast<int>(earlier);
      }
    }
  }
  return before;
}

// Where a network's first place is decides nothing within its own job.
TEST(Places, AJobWaitsForItselfAsIfItWereAlone) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    SwapPlan plan{kChunk, 0, 0, random_networks(random)};
    const std::uint64_t area = area_for(plan.networks, kChunk, 1) + random() % 6;
    const std::vector<NetworkPlan> networks = plan.networks;
    place_groups(plan, area);
    for (std::size_t n = 0; n < networks.size(); ++n) {
      SwapPlan alone{kChunk, 0, 0, {networks[n]}};
      place_groups(alone, area);
      EXPECT_EQ(waits_for(plan.networks[n]), waits_for(alone.networks[0])) << "round " << round;
    }
  }
}

TEST(Places, AreWithinTheAreaAndNoGroupMeetsItself) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    SwapPlan plan{kChunk, 0, 0, random_networks(random)};
    const std::uint64_t area = area_for(plan.networks, kChunk, 1) + random() % 6;
    place_groups(plan, area);
    EXPECT_EQ(plan.streaming_chunks, area);
    for (const NetworkPlan& net : plan.networks) {
      for (const LayerGroup& group : net.groups) {
        const std::set<std::uint32_t> chunks(group.chunks.begin(), group.chunks.end());
        EXPECT_EQ(chunks.size(), chunks_for(group.size, kChunk));
        for (const std::uint32_t chunk : chunks) {
          EXPECT_EQ(chunk < plan.retained_chunks, group.retained);
          EXPECT_LT(chunk, plan.chunk_count());
        }
      }
    }
  }
}

TEST(Places, OfNetworksThatFitSideBySideAreNotShared) {
  SwapPlan plan{kChunk, 0, 0, {network({2, 1}), network({3}), network({1, 1})}};
  place_groups(plan, 8);
  std::set<std::uint32_t> chunks;
  for (const NetworkPlan& net : plan.networks) {
    for (const LayerGroup& group : net.groups)
      chunks.insert(group.chunks.begin(), group.chunks.end());
  }
  EXPECT_EQ(chunks.size(), 8u);
}

// The chunks that the job before it used last are the last ones that it overwrites.
TEST(Places, ANetworkBeginsWhereTheOneBeforeItEnds) {
  SwapPlan plan{kChunk, 0, 0, {network({2, 2, 2, 2, 2}), network({2, 2})}};
  place_groups(plan, 6);
  EXPECT_EQ(plan.networks[0].groups.back().chunks, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(plan.networks[1].groups.front().chunks, (std::vector<std::uint32_t>{4, 5}));
}

TEST(AreaFor, HasRoomForNeighbours) {
  std::vector<NetworkPlan> networks = {network({1, 4, 2, 3}), network({5})};
  EXPECT_EQ(area_for(networks, kChunk, 1), 5u);
  EXPECT_EQ(area_for(networks, kChunk, 2), 6u);
  EXPECT_EQ(area_for(networks, kChunk, 3), 9u);
  networks[0].groups[1].retained = true;
  EXPECT_EQ(area_for(networks, kChunk, 2), 5u);
}

}  // namespace
}  // namespace rtswap
