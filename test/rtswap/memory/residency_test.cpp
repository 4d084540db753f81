// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/residency.h"

#include <gtest/gtest.h>

#include <array>

namespace rtswap {
namespace {

constexpr ContentOwner kA0{0, 0};
constexpr ContentOwner kA1{0, 1};
constexpr ContentOwner kB0{1, 0};
constexpr std::array kLow{ChunkIndex{0}, ChunkIndex{1}};
constexpr std::array kMiddle{ChunkIndex{1}, ChunkIndex{2}};
constexpr std::array kHigh{ChunkIndex{2}, ChunkIndex{3}};

TEST(Residency, StartsEmpty) {
  const Residency table(4);
  EXPECT_FALSE(table.is_resident(kA0, kLow));
  EXPECT_EQ(table.state(ChunkIndex{3}), ChunkState::kEmpty);
}

TEST(Residency, IsResidentOnlyWhenTheLoadIsFinished) {
  Residency table(4);
  table.begin_load(kA0, kLow);
  EXPECT_FALSE(table.is_resident(kA0, kLow));
  EXPECT_EQ(table.state(ChunkIndex{1}), ChunkState::kLoading);
  table.finish_load(kA0, kLow);
  EXPECT_TRUE(table.is_resident(kA0, kLow));
  EXPECT_EQ(table.owner(ChunkIndex{1}), kA0);
  EXPECT_FALSE(table.is_resident(kA1, kLow)) << "another group of the same network";
  EXPECT_FALSE(table.is_resident(kB0, kLow)) << "the same group of another network";
  EXPECT_FALSE(table.is_resident(kA0, kMiddle)) << "only half of the chunks";
}

TEST(Residency, OverlappingLoadsEvict) {
  Residency table(4);
  table.begin_load(kA0, kLow);
  table.finish_load(kA0, kLow);
  table.begin_load(kA1, kHigh);
  table.finish_load(kA1, kHigh);
  table.begin_load(kB0, kMiddle);
  EXPECT_FALSE(table.is_resident(kA0, kLow)) << "evicted as soon as the load begins";
  EXPECT_FALSE(table.is_resident(kA1, kHigh));
  EXPECT_EQ(table.state(ChunkIndex{0}), ChunkState::kValid) << "not overlapped";
  table.finish_load(kB0, kMiddle);
  EXPECT_TRUE(table.is_resident(kB0, kMiddle));
  EXPECT_EQ(table.counters().loads, 3u);
  EXPECT_EQ(table.counters().chunks_loaded, 6u);
  EXPECT_EQ(table.counters().chunks_evicted, 2u);
}

TEST(Residency, ReloadingOneselfEvictsNothing) {
  Residency table(4);
  table.begin_load(kA0, kLow);
  table.finish_load(kA0, kLow);
  table.begin_load(kA0, kLow);
  EXPECT_EQ(table.counters().chunks_evicted, 0u);
}

TEST(Residency, ACancelledLoadLeavesNothing) {
  Residency table(4);
  table.begin_load(kA0, kLow);
  table.invalidate(kLow);
  EXPECT_FALSE(table.is_resident(kA0, kLow));
  table.begin_load(kB0, kLow);  // allowed again
  EXPECT_EQ(table.counters().chunks_evicted, 0u) << "there was nothing to evict";
}

TEST(Residency, AGroupWithoutWeightsIsAlwaysResident) {
  EXPECT_TRUE(Residency(1).is_resident(kA0, {}));
}

TEST(ResidencyDeathTest, MisuseDies) {
  Residency table(4);
  table.begin_load(kA0, kLow);
  EXPECT_DEATH(table.begin_load(kB0, kMiddle), "still loading");
  EXPECT_DEATH(table.finish_load(kB0, kLow), "never began");
  EXPECT_DEATH(table.finish_load(kA0, kHigh), "never began");
  EXPECT_DEATH(table.state(ChunkIndex{4}), "not in the chunk table");
  table.finish_load(kA0, kLow);
  EXPECT_DEATH(table.finish_load(kA0, kLow), "never began");
}

}  // namespace
}  // namespace rtswap
