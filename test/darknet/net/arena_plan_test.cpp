// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/arena_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dn {
namespace {

bool live_together(const BufferLifetime& a, const BufferLifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

// The largest sum of buffers that live at the same step: no plan is smaller.
Bytes lower_bound(const std::vector<BufferLifetime>& buffers) {
  Bytes most;
  for (const BufferLifetime& at : buffers) {
    Bytes live;
    for (const BufferLifetime& buffer : buffers) {
      if (buffer.first <= at.first && at.first <= buffer.last) live += buffer.size;
    }
    most = std::max(most, live);
  }
  return most;
}

void expect_sound(const std::vector<BufferLifetime>& buffers, const ArenaPlan& plan) {
  ASSERT_EQ(plan.offsets.size(), buffers.size());
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    EXPECT_EQ(plan.offsets[i].value % 64, 0u);
    EXPECT_LE(plan.offsets[i] + buffers[i].size, plan.size) << "buffer " << i;
    for (std::size_t j = 0; j < i; ++j) {
      const bool apart = plan.offsets[i] + buffers[i].size <= plan.offsets[j] ||
                         plan.offsets[j] + buffers[j].size <= plan.offsets[i];
      EXPECT_TRUE(apart || !live_together(buffers[i], buffers[j]))
          << "buffers " << i << " and " << j << " overlap";
    }
  }
  EXPECT_GE(plan.size, lower_bound(buffers));
}

TEST(ArenaPlan, IsEmptyForNothing) { EXPECT_EQ(plan_arena({}).size, Bytes(0)); }

TEST(ArenaPlan, ReusesThePlaceOfWhatIsDead) {
  const std::vector<BufferLifetime> chain{
      {Bytes(640), 0, 1}, {Bytes(640), 1, 2}, {Bytes(640), 2, 3}, {Bytes(640), 3, 4}};
  const ArenaPlan plan = plan_arena(chain);
  expect_sound(chain, plan);
  EXPECT_EQ(plan.size, Bytes(1280));
}

TEST(ArenaPlan, KeepsWhatIsReadLate) {
  const std::vector<BufferLifetime> skip{
      {Bytes(64), 0, 3}, {Bytes(128), 0, 1}, {Bytes(128), 1, 2}, {Bytes(64), 2, 3}};
  const ArenaPlan plan = plan_arena(skip);
  expect_sound(skip, plan);
  EXPECT_EQ(plan.size, lower_bound(skip));
}

TEST(ArenaPlan, SizesNeedNotBeAligned) {
  const std::vector<BufferLifetime> odd{{Bytes(100), 0, 1}, {Bytes(70), 0, 1}, {Bytes(1), 0, 1}};
  const ArenaPlan plan = plan_arena(odd);
  expect_sound(odd, plan);
  EXPECT_EQ(plan.size, Bytes(128 + 128 + 64));
}

TEST(ArenaPlan, IsSoundForRandomLifetimes) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<BufferLifetime> buffers(1 + random() % 40);
    for (BufferLifetime& buffer : buffers) {
      buffer.size = Bytes(random() % 8 == 0 ? 0 : random() % 5000);
      buffer.first = static_cast<int>(random() % 30);
      buffer.last = buffer.first + static_cast<int>(random() % 6);
    }
    expect_sound(buffers, plan_arena(buffers));
  }
}

}  // namespace
}  // namespace dn
