// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/chunk_pool.h"

#include <gtest/gtest.h>

#include <set>

#include "darknet/base/error.h"
#include "darknet/device/host/host_vmm.h"

namespace rtswap {
namespace {

using dn::Bytes;

class ChunkPoolTest : public testing::Test {
 protected:
  dn::HostVmm vmm;
  const Bytes chunk = vmm.granularity();
};

TEST_F(ChunkPoolTest, HandsOutEachChunkOnceThenNone) {
  Budget budget;
  ChunkPool pool(vmm, budget, chunk, 5, "pool");
  std::set<ChunkIndex> chunks;
  for (int i = 0; i < 5; ++i) chunks.insert(pool.acquire().value());
  EXPECT_EQ(chunks.size(), 5u);
  EXPECT_EQ(*chunks.rbegin(), ChunkIndex{4});
  EXPECT_EQ(pool.acquire(), std::nullopt);
  EXPECT_EQ(pool.used(), 5u);
}

TEST_F(ChunkPoolTest, ReleasedChunksComeAgainAndTheHighWaterMarkStays) {
  Budget budget;
  ChunkPool pool(vmm, budget, chunk, 3, "pool");
  const ChunkIndex a = pool.acquire().value();
  const ChunkIndex b = pool.acquire().value();
  pool.release(a);
  EXPECT_EQ(pool.used(), 1u);
  EXPECT_EQ(pool.acquire(), a);
  pool.release(a);
  pool.release(b);
  EXPECT_EQ(pool.used(), 0u);
  EXPECT_EQ(pool.high_water(), 2u);
}

TEST_F(ChunkPoolTest, FreshPoolStartsWithChunkZero) {
  Budget budget;
  ChunkPool pool(vmm, budget, chunk, 2, "pool");
  EXPECT_EQ(pool.acquire(), ChunkIndex{0});
  EXPECT_EQ(pool.acquire(), ChunkIndex{1});
}

TEST_F(ChunkPoolTest, TakesItsMemoryFromTheBudgetAndReturnsIt) {
  Budget budget(chunk * 4);
  {
    const ChunkPool pool(vmm, budget, chunk, 3, "chunk pool");
    EXPECT_EQ(budget.used(), chunk * 3);
    EXPECT_GE(vmm.committed(), chunk * 3);
    EXPECT_EQ(budget.entries().at(0).what, "chunk pool");
  }
  EXPECT_EQ(budget.used(), Bytes(0));
  EXPECT_EQ(vmm.committed(), Bytes(0));
}

TEST_F(ChunkPoolTest, OverTheLimitTakesNothing) {
  Budget budget(chunk * 4);
  EXPECT_THROW(ChunkPool(vmm, budget, chunk, 5, "pool"), dn::Error);
  EXPECT_EQ(vmm.committed(), Bytes(0));
}

TEST_F(ChunkPoolTest, RefusesChunksTheDeviceCannotMap) {
  Budget budget;
  EXPECT_THROW(ChunkPool(vmm, budget, Bytes(0), 1, "pool"), dn::Error);
  EXPECT_THROW(ChunkPool(vmm, budget, chunk + Bytes(1), 1, "pool"), dn::Error);
  EXPECT_EQ(budget.used(), Bytes(0));
}

TEST_F(ChunkPoolTest, AnEmptyPoolHasNothing) {
  Budget budget;
  ChunkPool pool(vmm, budget, chunk, 0, "pool");
  EXPECT_EQ(pool.acquire(), std::nullopt);
}

// Makes `good` chunks and then reports that memory is short.
class FailingVmm final : public dn::Vmm {
 public:
  explicit FailingVmm(int good) : good_(good) {}
  int live() const { return live_; }

  Bytes granularity() const override { return Bytes(1); }
  std::byte* reserve(Bytes, std::string_view) override { return nullptr; }
  void release(std::byte*, Bytes) noexcept override {}
  dn::ChunkHandle create_chunk(Bytes, std::string_view who) override {
    if (live_ == good_) throw dn::system_failure("no memory for " + std::string(who));
    return dn::ChunkHandle{static_cast<std::uint64_t>(++live_)};
  }
  void destroy_chunk(dn::ChunkHandle) noexcept override { --live_; }
  void map(std::byte*, dn::ChunkHandle, Bytes) override {}
  void unmap(std::byte*, Bytes) noexcept override {}

 private:
  int good_;
  int live_ = 0;
};

TEST_F(ChunkPoolTest, WhenTheDeviceRunsShortNothingLeaks) {
  Budget budget;
  FailingVmm failing(3);
  EXPECT_THROW(ChunkPool(failing, budget, Bytes(1), 5, "pool"), dn::Error);
  EXPECT_EQ(failing.live(), 0);
  EXPECT_EQ(budget.used(), Bytes(0));
}

TEST_F(ChunkPoolTest, ReleasingTwiceDies) {
  Budget budget;
  ChunkPool pool(vmm, budget, chunk, 2, "pool");
  const ChunkIndex a = pool.acquire().value();
  pool.release(a);
  EXPECT_DEATH(pool.release(a), "not in use");
  EXPECT_DEATH(pool.release(ChunkIndex{7}), "not in use");
}

}  // namespace
}  // namespace rtswap
