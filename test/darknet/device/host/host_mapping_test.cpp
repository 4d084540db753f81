// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/host/host_mapping.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "darknet/base/error.h"

namespace dn {
namespace {

TEST(HostMapping, IsRoundedToPagesAndZero) {
  const HostMapping mapping(Bytes(10), Protection::kReadWrite, "test");
  EXPECT_EQ(mapping.size(), page_size());
  for (std::uint64_t i = 0; i < mapping.size().value; ++i) {
    ASSERT_EQ(mapping.data()[i], std::byte{0});
  }
}

TEST(HostMapping, LargeOnesAreAlignedForLargePages) {
  for (int i = 0; i < 8; ++i) {
    const HostMapping small(page_size(), Protection::kReadWrite, "test");  // moves the next one
    const HostMapping large(kHugePage + Bytes(1), Protection::kReadWrite, "test");
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(large.data()) % kHugePage.value, 0u);
  }
}

TEST(HostMapping, EmptyOwnsNothing) {
  HostMapping empty(Bytes(0), Protection::kReadWrite, "test");
  EXPECT_EQ(empty.data(), nullptr);
  empty.protect(Protection::kRead);
  populate(empty.data(), empty.size(), "test");
}

TEST(HostMapping, MovesWithItsContent) {
  HostMapping a(page_size(), Protection::kReadWrite, "test");
  a.data()[0] = std::byte{7};
  HostMapping b = std::move(a);
  HostMapping c;
  c = std::move(b);
  EXPECT_EQ(c.data()[0], std::byte{7});
}

TEST(HostMapping, PopulateKeepsTheContent) {
  const HostMapping mapping(kMiB, Protection::kReadWrite, "test");
  std::memset(mapping.data(), 0x5a, mapping.size().value);
  populate(mapping.data(), mapping.size(), "test");
  EXPECT_EQ(mapping.data()[mapping.size().value - 1], std::byte{0x5a});
}

// Larger than a thread's slice, and no multiple of it.
TEST(HostMapping, PopulateReachesEveryPage) {
  const HostMapping mapping(kMiB * 40 + Bytes(1), Protection::kReadWrite, "test");
  populate(mapping.data(), mapping.size(), "test");
  std::vector<unsigned char> pages(mapping.size().value / page_size().value);
  ASSERT_EQ(::mincore(mapping.data(), mapping.size().value, pages.data()), 0);
  EXPECT_EQ(std::ranges::count(pages, 0), 0);
}

TEST(HostMapping, AbsurdSizesNameWhoWantedThem) {
  for (const std::uint64_t size : {std::uint64_t{1} << 60, ~std::uint64_t{0}}) {
    try {
      const HostMapping mapping(Bytes(size), Protection::kNone, "the impossible network");
      FAIL() << "absurd mapping was made";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ExitCode::kSystemFailure);
      EXPECT_NE(std::string(e.what()).find("the impossible network"), std::string::npos);
    }
  }
}

TEST(HostMappingDeathTest, ProtectionIsEnforced) {
  HostMapping mapping(page_size(), Protection::kReadWrite, "test");
  mapping.data()[0] = std::byte{1};
  mapping.protect(Protection::kRead);
  EXPECT_EQ(mapping.data()[0], std::byte{1});
  EXPECT_DEATH(mapping.data()[0] = std::byte{2}, "");
}

}  // namespace
}  // namespace dn
