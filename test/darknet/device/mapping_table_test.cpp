// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/mapping_table.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "darknet/base/error.h"
#include "test/support/allocation_counter.h"

// What it refuses is tested through every Vmm, in vmm_conformance_test.cpp.
namespace dn {
namespace {

constexpr Bytes kUnit{16};

class MappingTableTest : public testing::Test {
 protected:
  MappingTableTest() {
    table.add_range(addresses.data(), Bytes(addresses.size()));
    table.add_chunk(kChunk, kUnit);
  }
  void map(std::size_t slot) {
    table.check_mapping(at(slot), kChunk, kUnit, Bytes(1));
    table.add_mapping(at(slot), kChunk, kUnit);
  }
  const std::byte* at(std::size_t slot) const { return addresses.data() + slot * kUnit.value; }

  static constexpr ChunkHandle kChunk{7};
  std::array<std::byte, 64 * 16> addresses{};
  MappingTable table;
};

TEST_F(MappingTableTest, MappingsComeAndGoWithoutHeapMemory) {
  for (std::size_t slot = 0; slot < 32; ++slot) map(slot);
  for (std::size_t slot = 0; slot < 32; ++slot) table.remove_mappings(at(slot), kUnit);
  dn::test::CountAllocations allocations;  // of other threads than this
  std::thread([&] {
    for (std::size_t round = 0; round < 10; ++round) {
      for (std::size_t slot = 0; slot < 32; ++slot) map((slot * 2 + round) % 64);
      for (std::size_t slot = 0; slot < 32; ++slot)
        table.remove_mappings(at((slot * 2 + round) % 64), kUnit);
    }
  }).join();
  allocations.stop();
  EXPECT_EQ(allocations.total(), 0u);
}

TEST_F(MappingTableTest, SeveralMappingsMayBeRemovedAtOnce) {
  for (std::size_t slot = 3; slot < 6; ++slot) map(slot);
  table.remove_mappings(at(3), kUnit * 3);
  EXPECT_EQ(table.remove_chunk(kChunk), kUnit);
  EXPECT_THROW(map(3), Error) << "there is no such chunk any more";
}

TEST_F(MappingTableTest, MisuseOfWhatCannotFailDies) {
  map(0);
  EXPECT_DEATH(table.remove_chunk(kChunk), "still mapped");
  EXPECT_DEATH(table.remove_mappings(at(1), kUnit), "no chunk is mapped");
  EXPECT_DEATH(table.remove_mappings(at(0), Bytes(8)), "part of a chunk");
  EXPECT_DEATH(table.remove_range(addresses.data(), Bytes(addresses.size())), "still mapped");
}

}  // namespace
}  // namespace dn
