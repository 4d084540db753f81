// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/va_range.h"

#include <gtest/gtest.h>

#include <cstring>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/device/host/host_vmm.h"

namespace rtswap {
namespace {

using dn::Bytes;

class VaRangeTest : public testing::Test {
 protected:
  dn::HostVmm vmm;
  const Bytes chunk = vmm.granularity();
  Budget budget;
  ChunkPool pool{vmm, budget, chunk, 4, "pool"};
};

TEST_F(VaRangeTest, IsRoundedUpToChunks) {
  EXPECT_EQ(VaRange(vmm, pool, chunk * 2 + Bytes(1), "net").size(), chunk * 3);
  EXPECT_EQ(VaRange(vmm, pool, chunk * 2, "net").size(), chunk * 2);
}

TEST_F(VaRangeTest, KnowsWhatIsMappedWhere) {
  VaRange range(vmm, pool, chunk * 3, "net");
  range.map(chunk, ChunkIndex{2});
  EXPECT_EQ(range.chunk_at(Bytes(0)), std::nullopt);
  EXPECT_EQ(range.chunk_at(chunk), ChunkIndex{2});
  EXPECT_EQ(range.chunk_at(chunk * 2 - Bytes(1)), ChunkIndex{2});
  EXPECT_EQ(range.chunk_at(chunk * 2), std::nullopt);
  EXPECT_EQ(range.chunk_at(chunk * 3), std::nullopt) << "behind the range";
  range.unmap(chunk);
  EXPECT_EQ(range.chunk_at(chunk), std::nullopt);
}

TEST_F(VaRangeTest, TwoNetworksShareAChunk) {
  VaRange a(vmm, pool, chunk * 2, "a");
  VaRange b(vmm, pool, chunk * 2, "b");
  a.map(Bytes(0), ChunkIndex{1});
  b.map(chunk, ChunkIndex{1});
  std::memset(a.base(), 0x11, chunk.value);
  EXPECT_EQ(std::memcmp(a.base(), b.base() + chunk.value, chunk.value), 0);
  b.base()[chunk.value] = std::byte{0x22};
  EXPECT_EQ(a.base()[0], std::byte{0x22});
}

TEST_F(VaRangeTest, RefusesWrongOffsets) {
  VaRange range(vmm, pool, chunk * 2, "net");
  range.map(Bytes(0), ChunkIndex{0});
  EXPECT_THROW(range.map(Bytes(0), ChunkIndex{1}), dn::Error) << "has a chunk";
  EXPECT_THROW(range.map(Bytes(1), ChunkIndex{1}), dn::Error) << "not aligned";
  EXPECT_THROW(range.map(chunk * 2, ChunkIndex{1}), dn::Error) << "outside";
  EXPECT_EQ(range.chunk_at(Bytes(0)), ChunkIndex{0});
}

TEST_F(VaRangeTest, AFailedMappingLeavesTheOffsetFree) {
  VaRange range(vmm, pool, chunk, "net");
  EXPECT_ANY_THROW(range.map(Bytes(0), ChunkIndex{99}));
  EXPECT_EQ(range.chunk_at(Bytes(0)), std::nullopt);
}

TEST_F(VaRangeTest, ANetworkWithoutWeightsHasNoAddresses) {
  const VaRange range(vmm, pool, Bytes(0), "net");
  EXPECT_EQ(range.base(), nullptr);
  EXPECT_EQ(range.size(), Bytes(0));
  EXPECT_EQ(range.chunk_at(Bytes(0)), std::nullopt);
}

// HostVmm ends the process when a chunk is destroyed or a range released while mapped, so leaving
// the scope is the test.
TEST_F(VaRangeTest, UnmapsWhenItGoesAlsoAfterAMove) {
  VaRange a(vmm, pool, chunk * 4, "a");
  a.map(chunk, ChunkIndex{3});
  a.map(chunk * 3, ChunkIndex{0});
  const std::byte* const base = a.base();
  const VaRange b = std::move(a);
  EXPECT_EQ(b.base(), base);
  EXPECT_EQ(b.chunk_at(chunk), ChunkIndex{3});
}

TEST_F(VaRangeTest, ReadingAMissingGroupDies) {
  VaRange range(vmm, pool, chunk * 2, "net");
  range.map(Bytes(0), ChunkIndex{0});
  const volatile std::byte* const base = range.base();
  EXPECT_DEATH(static_cast<void>(base[chunk.value]), "");
  EXPECT_DEATH(range.unmap(chunk), "without a chunk");
}

}  // namespace
}  // namespace rtswap
