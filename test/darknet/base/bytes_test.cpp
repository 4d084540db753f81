// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/bytes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace dn {
namespace {

TEST(BytesTest, ArithmeticKeepsBytes) {
  Bytes b(100);
  b += Bytes(20);
  b -= Bytes(50);
  EXPECT_EQ(b, Bytes(70));
  EXPECT_EQ(Bytes(3) + Bytes(4), Bytes(7));
  EXPECT_EQ(Bytes(10) - Bytes(4), Bytes(6));
  EXPECT_EQ(kMiB * 1024, kGiB);
  EXPECT_LT(kKiB, kMiB);
}

TEST(BytesTest, FloatsTakeFourBytes) {
  EXPECT_EQ(floats_to_bytes(0), Bytes(0));
  EXPECT_EQ(floats_to_bytes(62001757), Bytes(248007028));
  // More floats than 32 bits can count.
  EXPECT_EQ(floats_to_bytes(std::uint64_t{1} << 33), kGiB * 32);
}

TEST(BytesTest, AlignsUpAndLeavesAlignedSizesAlone) {
  EXPECT_EQ(align_up(Bytes(0), Bytes(64)), Bytes(0));
  EXPECT_EQ(align_up(Bytes(1), Bytes(64)), Bytes(64));
  EXPECT_EQ(align_up(Bytes(64), Bytes(64)), Bytes(64));
  EXPECT_EQ(align_up(Bytes(65), Bytes(64)), Bytes(128));
  EXPECT_EQ(align_up(Bytes(7), Bytes(3)), Bytes(9)) << "not only powers of two";
}

TEST(BytesTest, CountsChunks) {
  EXPECT_EQ(chunks_for(Bytes(0), kMiB), 0u);
  EXPECT_EQ(chunks_for(Bytes(1), kMiB), 1u);
  EXPECT_EQ(chunks_for(kMiB, kMiB), 1u);
  EXPECT_EQ(chunks_for(kMiB + Bytes(1), kMiB), 2u);
}

struct HumanCase {
  Bytes bytes;
  const char* text;
};

class HumanTest : public testing::TestWithParam<HumanCase> {};

TEST_P(HumanTest, PicksTheUnit) { EXPECT_EQ(human(GetParam().bytes), GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Units, HumanTest,
    testing::Values(HumanCase{Bytes(0), "0 B"}, HumanCase{Bytes(1023), "1023 B"},
                    HumanCase{kKiB, "1.0 KiB"}, HumanCase{Bytes(1536), "1.5 KiB"},
                    HumanCase{kMiB, "1.00 MiB"}, HumanCase{Bytes(248007048), "236.52 MiB"},
                    HumanCase{kGiB * 3, "3.00 GiB"}));

}  // namespace
}  // namespace dn
