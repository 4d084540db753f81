// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/aligned_buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

namespace dn {
namespace {

TEST(AlignedBufferTest, IsAlignedAndAsLongAsAsked) {
  for (const std::size_t count : {1u, 3u, 16u, 1000u}) {
    AlignedBuffer<float> buffer(count);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer.data()) % kAlignment, 0u);
    EXPECT_EQ(buffer.span().size(), count);
    buffer[count - 1] = 2.5F;
    EXPECT_EQ(buffer.span().back(), 2.5F);
  }
}

TEST(AlignedBufferTest, EmptyOwnsNothing) {
  EXPECT_EQ(AlignedBuffer<float>().data(), nullptr);
  EXPECT_EQ(AlignedBuffer<float>(0).data(), nullptr);
  EXPECT_EQ(AlignedBuffer<float>(0).size(), 0u);
}

TEST(AlignedBufferTest, MoveHandsTheMemoryOver) {
  AlignedBuffer<int> from(4);
  from[2] = 7;
  const int* const where = from.data();
  AlignedBuffer<int> to(std::move(from));
  EXPECT_EQ(to.data(), where);
  EXPECT_EQ(to[2], 7);
  AlignedBuffer<int> assigned(1);
  assigned = std::move(to);
  EXPECT_EQ(assigned.data(), where);
  EXPECT_EQ(assigned.size(), 4u);
}

}  // namespace
}  // namespace dn
