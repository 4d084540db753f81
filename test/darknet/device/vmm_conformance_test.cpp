// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/darknet/device/vmm_conformance.h"

#include <bit>
#include <cstdint>

#include "darknet/base/error.h"

namespace dn {
namespace {

std::vector<std::byte> pattern(Bytes size, unsigned seed) {
  std::vector<std::byte> bytes(size.value);
  std::uint32_t state = seed * 2654435761u + 1;
  for (std::byte& b : bytes) {
    state = state * 1664525u + 1013904223u;
    b = static_cast<std::byte>(state >> 24);
  }
  return bytes;
}

template <typename Call>
ExitCode code_of(const Call& call) {
  try {
    call();
  } catch (const Error& e) {
    return e.code();
  }
  return ExitCode::kOk;
}

}  // namespace

void VmmConformance::fill(std::byte* address, Bytes size, unsigned seed) const {
  GetParam().write(address, pattern(size, seed));
}

bool VmmConformance::holds(const std::byte* address, Bytes size, unsigned seed) const {
  std::vector<std::byte> bytes(size.value);
  GetParam().read(address, bytes);
  return bytes == pattern(size, seed);
}

TEST_P(VmmConformance, GranularityIsAPowerOfTwo) { EXPECT_TRUE(std::has_single_bit(unit.value)); }

TEST_P(VmmConformance, RangesAreAlignedAndApart) {
  std::byte* const a = vmm->reserve(unit * 5, "a");
  std::byte* const b = vmm->reserve(unit, "b");
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(a) % unit.value, 0u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(b) % unit.value, 0u);
  EXPECT_TRUE(b + unit.value <= a || a + unit.value * 5 <= b);
  vmm->release(b, unit);
  vmm->release(a, unit * 5);
}

TEST_P(VmmConformance, AddressesCostNoMemory) {
  const Bytes much = kGiB * 256;
  std::byte* const a = vmm->reserve(much, "a large network");
  vmm->release(a, much);
}

TEST_P(VmmConformance, MappedChunksHoldWhatIsWritten) {
  const Bytes size = unit * 3;
  std::byte* const a = vmm->reserve(size * 2, "a");
  const ChunkHandle first = vmm->create_chunk(size, "first");
  const ChunkHandle second = vmm->create_chunk(size, "second");
  vmm->map(a, first, size);
  vmm->map(a + size.value, second, size);
  fill(a, size, 1);
  fill(a + size.value, size, 2);
  EXPECT_TRUE(holds(a, size, 1));
  EXPECT_TRUE(holds(a + size.value, size, 2));
  vmm->unmap(a, size * 2);
  vmm->destroy_chunk(first);
  vmm->destroy_chunk(second);
  vmm->release(a, size * 2);
}

TEST_P(VmmConformance, OneChunkShowsThroughTwoRanges) {
  std::byte* const a = vmm->reserve(unit * 2, "a");
  std::byte* const b = vmm->reserve(unit * 2, "b");
  const ChunkHandle chunk = vmm->create_chunk(unit, "chunk");
  vmm->map(a, chunk, unit);
  vmm->map(b + unit.value, chunk, unit);
  for (unsigned round = 0; round < 10; ++round) {
    fill(round % 2 == 0 ? a : b + unit.value, unit, round);
    EXPECT_TRUE(holds(round % 2 == 0 ? b + unit.value : a, unit, round));
  }
  vmm->unmap(a, unit);
  EXPECT_TRUE(holds(b + unit.value, unit, 9)) << "unmapping one alias must leave the other";
  vmm->unmap(b + unit.value, unit);
  vmm->destroy_chunk(chunk);
  vmm->release(b, unit * 2);
  vmm->release(a, unit * 2);
}

TEST_P(VmmConformance, ContentBelongsToTheChunkNotToTheAddress) {
  std::byte* const a = vmm->reserve(unit, "a");
  const ChunkHandle first = vmm->create_chunk(unit, "first");
  const ChunkHandle second = vmm->create_chunk(unit, "second");
  vmm->map(a, first, unit);
  fill(a, unit, 1);
  vmm->unmap(a, unit);
  vmm->map(a, second, unit);
  fill(a, unit, 2);
  vmm->unmap(a, unit);
  vmm->map(a, first, unit);
  EXPECT_TRUE(holds(a, unit, 1));
  vmm->unmap(a, unit);
  vmm->destroy_chunk(first);
  vmm->destroy_chunk(second);
  vmm->release(a, unit);
}

TEST_P(VmmConformance, ChunksMayDifferInSizeAndBeMadeAgain) {
  std::byte* const a = vmm->reserve(unit * 7, "a");
  for (unsigned round = 0; round < 20; ++round) {
    const Bytes size = unit * (1 + round % 7);
    const ChunkHandle chunk = vmm->create_chunk(size, "chunk");
    const ChunkHandle other = vmm->create_chunk(unit, "other");
    vmm->map(a, chunk, size);
    fill(a, size, round);
    EXPECT_TRUE(holds(a, size, round));
    vmm->unmap(a, size);
    vmm->destroy_chunk(other);
    vmm->destroy_chunk(chunk);
  }
  vmm->release(a, unit * 7);
}

TEST_P(VmmConformance, RefusesSizesThatAreNoMultipleOfTheGranularity) {
  EXPECT_EQ(code_of([&] { vmm->reserve(Bytes(0), "a"); }), ExitCode::kBadInput);
  EXPECT_EQ(code_of([&] { vmm->reserve(unit + Bytes(1), "a"); }), ExitCode::kBadInput);
  EXPECT_EQ(code_of([&] { vmm->create_chunk(Bytes(0), "c"); }), ExitCode::kBadInput);
  EXPECT_EQ(code_of([&] { vmm->create_chunk(Bytes(unit.value / 2), "c"); }), ExitCode::kBadInput);
}

TEST_P(VmmConformance, RefusesMoreAddressesThanThereAre) {
  const Bytes absurd = kGiB * (1ull << 30);  // 2^60
  try {
    vmm->reserve(absurd, "the impossible network");
    FAIL() << "2^60 bytes of addresses were reserved";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ExitCode::kSystemFailure);
    EXPECT_NE(std::string(e.what()).find("the impossible network"), std::string::npos) << e.what();
  }
}

TEST_P(VmmConformance, RefusesWrongMappingsAndChangesNothing) {
  std::byte* const a = vmm->reserve(unit * 2, "a");
  const ChunkHandle chunk = vmm->create_chunk(unit, "chunk");
  const ChunkHandle large = vmm->create_chunk(unit * 2, "large");
  vmm->map(a, chunk, unit);
  fill(a, unit, 1);
  const auto map = [&](std::byte* address, ChunkHandle handle, Bytes size) {
    return code_of([&] { vmm->map(address, handle, size); });
  };
  EXPECT_EQ(map(a, chunk, unit), ExitCode::kBadInput) << "mapped already";
  EXPECT_EQ(map(a, large, unit * 2), ExitCode::kBadInput) << "mapped in part";
  EXPECT_EQ(map(a + unit.value, large, unit), ExitCode::kBadInput) << "a part of a chunk";
  EXPECT_EQ(map(a + unit.value, large, unit * 2), ExitCode::kBadInput) << "beyond the range";
  EXPECT_EQ(map(a + unit.value * 2, chunk, unit), ExitCode::kBadInput) << "behind the range";
  EXPECT_EQ(map(a + unit.value / 2, chunk, unit), ExitCode::kBadInput) << "not aligned";
  EXPECT_TRUE(holds(a, unit, 1));
  vmm->unmap(a, unit);
  vmm->destroy_chunk(large);
  vmm->destroy_chunk(chunk);
  vmm->release(a, unit * 2);
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(VmmConformance);

}  // namespace dn
