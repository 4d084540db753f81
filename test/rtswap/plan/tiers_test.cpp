// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/tiers.h"

#include <gtest/gtest.h>

#include <string>

#include "darknet/base/error.h"
#include "rtswap/model/file_ring.h"

namespace rtswap {
namespace {

using dn::Bytes;
using dn::kMiB;

// Networks of one retained group of 1 MiB and some streamed ones of 1 MiB.
class Tiers : public ::testing::Test {
 protected:
  void add(const std::string& name, int streamed, double rate, bool has_pack_file = true) {
    NetworkPlan plan;
    for (int g = 0; g <= streamed; ++g)
      plan.groups.push_back({g, g, kMiB * static_cast<std::uint64_t>(g), kMiB, g == 0, {}});
    plan.range = kMiB * static_cast<std::uint64_t>(streamed + 1);
    plan_.networks.push_back(plan);
    needs_.networks.push_back({name, {}, rate, {}, {}, has_pack_file});
  }
  // By network: m(emory) or f(ile).
  std::string tiers(std::optional<Bytes> limit) {
    choose_tiers(plan_, needs_, limit);
    std::string tiers;
    for (const NetworkPlan& network : plan_.networks)
      tiers += network.tier == Tier::kFile ? 'f' : 'm';
    return tiers;
  }
  std::string refusal(Bytes limit) {
    try {
      choose_tiers(plan_, needs_, limit);
    } catch (const dn::Error& e) {
      EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
      return e.what();
    }
    return "no error";
  }

  const Bytes ring_ = file_ring(kMiB).size();
  SwapPlan plan_;
  MemoryNeeds needs_;
};

TEST_F(Tiers, EverythingIsInMemoryWhereItFits) {
  add("a", 3, 1);
  add("b", 7, 1);
  EXPECT_EQ(tiers(std::nullopt), "mm");
  EXPECT_EQ(tiers(kMiB * 12), "mm") << "no ring is needed then";
  EXPECT_EQ(images_in_memory(plan_), kMiB * 12);
  EXPECT_EQ(file_ring(plan_).slots, 0);
}

TEST_F(Tiers, TheMostStreamedBytesPerSecondComeFirst) {
  add("slow", 5, 1);
  add("fast", 1, 10);
  add("retained", 0, 100);
  add("middle", 3, 2);
  EXPECT_EQ(tiers(ring_ + kMiB * 2), "fmff");
  EXPECT_EQ(tiers(ring_ + kMiB * 6), "fmfm");
  EXPECT_EQ(tiers(ring_ + kMiB * 7), "fmmm") << "what streams nothing comes last";
}

TEST_F(Tiers, WholeNetworksOnlyAndSmallerOnesFillTheRest) {
  add("large", 29, 10);
  add("small", 4, 1);
  EXPECT_EQ(tiers(ring_ + kMiB * 29), "fm");
  EXPECT_EQ(tiers(ring_ + kMiB * 31), "mf");
  EXPECT_LE(images_in_memory(plan_) + file_ring(plan_).size(), ring_ + kMiB * 31);
}

TEST_F(Tiers, WithoutAPackFileANetworkIsInMemory) {
  add("file", 3, 100);
  add("random", 3, 1, false);
  EXPECT_EQ(tiers(ring_ + kMiB * 4), "fm");
  const std::string error = refusal(kMiB * 4);
  EXPECT_NE(error.find(std::to_string((ring_ + kMiB * 4).value)), std::string::npos) << error;
  EXPECT_NE(error.find(": random"), std::string::npos) << error;
}

TEST_F(Tiers, TheSmallestLimitIsToldAndWorks) {
  add("a", 30, 1);
  EXPECT_NE(refusal(ring_ - Bytes(1)).find(std::to_string(ring_.value)), std::string::npos);
  EXPECT_EQ(tiers(ring_), "f");
}

}  // namespace
}  // namespace rtswap
