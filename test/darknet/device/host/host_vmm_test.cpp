// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/host/host_vmm.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstring>

#include "darknet/base/error.h"
#include "test/darknet/device/vmm_conformance.h"

namespace dn {
namespace {

VmmBackend host_backend() {
  return {"host", [] { return std::make_unique<HostVmm>(); },
          [](std::byte* device, std::span<const std::byte> from) {
            std::memcpy(device, from.data(), from.size());
          },
          [](const std::byte* device, std::span<std::byte> to) {
            std::memcpy(to.data(), device, to.size());
          }};
}

INSTANTIATE_TEST_SUITE_P(Host, VmmConformance, testing::Values(host_backend()));

std::byte read_byte(const std::byte* address) {
  return *static_cast<const volatile std::byte*>(address);
}

long minor_faults() {
  rusage usage{};
  ::getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_minflt;
}

// Not sanitized, because a sanitizer's own bookkeeping takes page faults.
[[gnu::no_sanitize_thread, gnu::no_sanitize_address]] void touch(volatile char* address,
                                                                 std::size_t size,
                                                                 std::size_t step) {
  for (std::size_t i = 0; i < size; i += step) address[i] = 1;
}

// One range of two units with a chunk beneath the first.
class HostVmmTest : public testing::Test {
 protected:
  HostVmmTest() : chunk(vmm.create_chunk(unit, "chunk")) {
    address = vmm.reserve(unit * 2, "range");
    vmm.map(address, chunk, unit);
  }

  HostVmm vmm;
  const Bytes unit = vmm.granularity();
  ChunkHandle chunk;
  std::byte* address = nullptr;
};
using HostVmmDeathTest = HostVmmTest;

TEST_F(HostVmmDeathTest, ReadingWhereNoChunkIsMappedDies) {
  EXPECT_DEATH(read_byte(address + unit.value), "");
}

TEST_F(HostVmmDeathTest, ReadingAnUnmappedChunkDies) {
  read_byte(address);
  vmm.unmap(address, unit);
  EXPECT_DEATH(read_byte(address), "");
}

TEST_F(HostVmmDeathTest, WritingWhereNoChunkIsMappedDies) {
  EXPECT_DEATH(address[unit.value] = std::byte{1}, "");
}

TEST_F(HostVmmDeathTest, MisuseOfWhatCannotFailDies) {
  EXPECT_DEATH(vmm.destroy_chunk(chunk), "still mapped");
  EXPECT_DEATH(vmm.release(address, unit * 2), "still mapped");
  EXPECT_DEATH(vmm.release(address, unit), "not reserved");
  EXPECT_DEATH(vmm.unmap(address + unit.value, unit), "no chunk is mapped");
  EXPECT_DEATH(vmm.unmap(address, unit * 2), "no chunk is mapped");
  vmm.unmap(address, unit);
  vmm.destroy_chunk(chunk);
  EXPECT_DEATH(vmm.destroy_chunk(chunk), "does not exist");
}

TEST(HostVmm, UnmappingAPartOfAChunkDies) {
  HostVmm vmm;
  const Bytes unit = vmm.granularity();
  std::byte* const address = vmm.reserve(unit * 2, "range");
  vmm.map(address, vmm.create_chunk(unit * 2, "chunk"), unit * 2);
  EXPECT_DEATH(vmm.unmap(address, unit), "part of a chunk");
}

TEST(HostVmm, MemoryIsTakenAtCreationAndReallyReturned) {
  HostVmm vmm;
  const Bytes size = kMiB * 4;
  EXPECT_EQ(vmm.committed(), Bytes(0));
  const ChunkHandle first = vmm.create_chunk(size, "first");
  EXPECT_GE(vmm.committed(), size);
  const ChunkHandle second = vmm.create_chunk(size, "second");
  EXPECT_GE(vmm.committed(), size * 2);
  vmm.destroy_chunk(first);
  EXPECT_LT(vmm.committed(), size * 2);
  vmm.destroy_chunk(second);
  EXPECT_EQ(vmm.committed(), Bytes(0));
}

TEST(HostVmm, ANewChunkHasNothingOfADestroyedOne) {
  HostVmm vmm;
  const Bytes unit = vmm.granularity();
  std::byte* const address = vmm.reserve(unit, "range");
  const ChunkHandle old = vmm.create_chunk(unit, "old");
  vmm.map(address, old, unit);
  std::memset(address, 0xab, unit.value);
  vmm.unmap(address, unit);
  vmm.destroy_chunk(old);
  vmm.map(address, vmm.create_chunk(unit, "new"), unit);
  for (std::uint64_t i = 0; i < unit.value; ++i) ASSERT_EQ(read_byte(address + i), std::byte{0});
}

TEST(HostVmm, TheFirstTouchThroughEveryAliasTakesNoFault) {
  HostVmm vmm;
  const Bytes size = kMiB;
  const ChunkHandle chunk = vmm.create_chunk(size, "chunk");
  std::byte* const a = vmm.reserve(size, "a");
  std::byte* const b = vmm.reserve(size, "b");
  vmm.map(a, chunk, size);
  vmm.map(b, chunk, size);
  const long before = minor_faults();
  touch(reinterpret_cast<char*>(a), size.value, vmm.granularity().value);
  touch(reinterpret_cast<char*>(b), size.value, vmm.granularity().value);
  // 512 touches; a few faults may come from elsewhere.
  EXPECT_LT(minor_faults() - before, 50);
}

TEST(HostVmm, LargeRangesAndChunksAgreeOnLargePages) {
  HostVmm vmm;
  const ChunkHandle small = vmm.create_chunk(vmm.granularity(), "small");  // shifts the file offset
  const ChunkHandle large = vmm.create_chunk(kHugePage * 2, "large");
  std::byte* const address = vmm.reserve(kHugePage * 2, "range");
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(address) % kHugePage.value, 0u);
  vmm.map(address, large, kHugePage * 2);
  std::memset(address, 1, kHugePage.value * 2);
  EXPECT_EQ(read_byte(address + kHugePage.value * 2 - 1), std::byte{1});
  vmm.unmap(address, kHugePage * 2);
  vmm.destroy_chunk(large);
  vmm.destroy_chunk(small);
}

TEST(HostVmm, AMemoryFileThatMayNotGrowIsASystemFailure) {
  HostVmm vmm;
  // The file size is a signed 64-bit number; nothing can make it larger than that.
  const Bytes absurd = kGiB * (1ull << 33);
  try {
    vmm.create_chunk(absurd, "the impossible chunk");
    FAIL() << "2^63 bytes of memory were taken";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ExitCode::kSystemFailure);
    EXPECT_NE(std::string(e.what()).find("the impossible chunk"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace dn
