// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/host_store.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/error.h"

namespace rtswap {
namespace {

using dn::Bytes;

TEST(HostStore, KeepsWhatWasPackedAndItsPlace) {
  HostStore store;
  PackedImage& first = store.add("first", Bytes(1000));
  std::memset(first.writable().data(), 1, 1000);
  const std::byte* const place = first.bytes().data();
  for (int i = 0; i < 100; ++i) store.add("more", Bytes(10));
  store.seal();
  EXPECT_EQ(store.count(), 101u);
  EXPECT_EQ(store.image(0).network(), "first");
  EXPECT_EQ(store.image(0).bytes().data(), place);
  EXPECT_EQ(store.image(0).bytes().size(), 1000u);
  for (const std::byte b : store.image(0).bytes()) ASSERT_EQ(b, std::byte{1});
}

TEST(HostStore, ImagesAreZeroAndAligned) {
  for (const HugePages huge_pages : {HugePages::kNo, HugePages::kIfAvailable}) {
    HostStore store(huge_pages);
    const PackedImage& image = store.add("net", dn::kMiB * 5 + Bytes(3));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(image.bytes().data()) % dn::kAlignment, 0u);
    for (const std::byte b : image.bytes()) ASSERT_EQ(b, std::byte{0});
  }
}

TEST(HostStore, FootprintCountsWholePages) {
  HostStore store;
  store.add("a", Bytes(1));
  store.add("b", dn::page_size() + Bytes(1));
  store.add("no weights", Bytes(0));
  EXPECT_EQ(store.footprint(), dn::page_size() * 3);
}

TEST(HostStore, ImagesMustFitIntoMemory) {
  HostStore store;
  try {
    store.add("the impossible network", Bytes(std::uint64_t{1} << 60));
    FAIL() << "2^60 bytes were taken";
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kSystemFailure);
    EXPECT_NE(std::string(e.what()).find("the impossible network"), std::string::npos);
  }
}

TEST(HostStoreDeathTest, ASealedImageCannotBeWritten) {
  HostStore store;
  PackedImage& image = store.add("net", Bytes(100));
  std::byte* const stray = image.writable().data();
  store.seal();
  store.seal();  // harmless
  EXPECT_TRUE(image.is_sealed());
  EXPECT_THROW(image.writable(), dn::Error);
  EXPECT_DEATH(*stray = std::byte{1}, "");
  EXPECT_EQ(image.bytes()[0], std::byte{0});
}

}  // namespace
}  // namespace rtswap
