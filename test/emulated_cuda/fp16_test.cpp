// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cuda_fp16.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>

namespace {

TEST(Fp16, EveryHalfSurvivesFloatAndDouble) {
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    __half h;
    h.bits = static_cast<std::uint16_t>(bits);
    const float value = __half2float(h);
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(__half2float(__float2half(value))));
      continue;
    }
    ASSERT_EQ(__float2half(value).bits, bits);
    ASSERT_EQ(__half(static_cast<double>(value)).bits, bits);
  }
}

// Both neighbours of every midpoint, and the midpoint itself, which goes to the even one.
TEST(Fp16, RoundsToNearestEven) {
  for (unsigned bits = 0; bits < 0x7bff; ++bits) {
    __half low, high;
    low.bits = static_cast<std::uint16_t>(bits);
    high.bits = static_cast<std::uint16_t>(bits + 1);
    const float middle = (__half2float(low) + __half2float(high)) / 2;
    ASSERT_EQ(__float2half(middle).bits, bits % 2 == 0 ? bits : bits + 1);
    ASSERT_EQ(__float2half(std::nextafter(middle, 0.0F)).bits, bits);
    ASSERT_EQ(__float2half(std::nextafter(middle, 1e9F)).bits, bits + 1);
    ASSERT_EQ(__half(std::nextafter(static_cast<double>(middle), 1e9)).bits, bits + 1);
    ASSERT_EQ(__float2half(-middle).bits, 0x8000 | (bits % 2 == 0 ? bits : bits + 1));
  }
  EXPECT_EQ(__float2half(65519.996F).bits, 0x7bff);
  EXPECT_EQ(__float2half(65520.0F).bits, 0x7c00);
  EXPECT_EQ(__float2half(-INFINITY).bits, 0xfc00);
  EXPECT_EQ(__float2half(-1e-10F).bits, 0x8000);
  EXPECT_TRUE(std::isnan(__half2float(__float2half(NAN))));
}

TEST(Fp16, Arithmetic) {
  const __half a(1.5F), b = 2;
  EXPECT_EQ(__half2float(a + b), 3.5F);
  EXPECT_EQ(__half2float(a - b), -0.5F);
  EXPECT_EQ(__half2float(__hmul(a, b) / __half(4.0)), 0.75F);
  EXPECT_EQ(__half2float(__hmax(a, __half(NAN))), 1.5F);
  EXPECT_TRUE(a < b && b >= a && a != b && !(a > b) && -a == __half(-1.5F));
  // One rounding: a product rounded first would give 0.

  EXPECT_EQ(__half2float(__hfma(__half(1.0F + 0x1p-10F), __half(1.0F - 0x1p-10F), __half(-1.0F))),
            -0x1p-20F);
  const __half2 pair = __hfma2({a, b}, {b, b}, __floats2half2_rn(1, 2));
  EXPECT_EQ(__low2float(pair), 4.0F);
  EXPECT_EQ(__high2float(pair), 6.0F);
  const float2 sum = __half22float2(__hadd2(pair, __hmul2(pair, __hmax2(pair, pair))));
  EXPECT_EQ(sum.x, 20.0F);
  EXPECT_EQ(sum.y, 42.0F);
  half c = a;
  c += b;
  c *= b;
  EXPECT_EQ(static_cast<float>(c), 7.0F);
}

TEST(Fp16, SizesAreTheDevices) {
  EXPECT_EQ(sizeof(__half), 2U);
  EXPECT_EQ(sizeof(half2), 4U);
  EXPECT_EQ(alignof(half2), 4U);
}

}  // namespace
