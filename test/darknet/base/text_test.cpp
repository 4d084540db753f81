// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/text.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace dn::test {
namespace {

TEST(Text, TrimmedDropsBlanksAtBothEndsOnly) {
  EXPECT_EQ(trimmed(" \t a b\r"), "a b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed(" \r\t"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Text, ANumberIsTheWholeText) {
  EXPECT_EQ(parse_number<int>("-12"), -12);
  EXPECT_EQ(parse_number<std::uint64_t>("18446744073709551615"), ~0ull);
  EXPECT_EQ(parse_number<float>(".5"), .5f);
  for (const char* text : {"", " 1", "1 ", "+1", "1x", "0x10", "99999999999", "1.5"}) {
    EXPECT_EQ(parse_number<int>(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_number<std::uint64_t>("-1"), std::nullopt);
}

}  // namespace
}  // namespace dn::test
