// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/quote.h"

#include <gtest/gtest.h>

namespace dn::test {
namespace {

TEST(Quote, PrintableTextStays) {
  EXPECT_EQ(quote("a = b"), "'a = b'");
  EXPECT_EQ(quote(""), "''");
  EXPECT_EQ(quote("gr\xc3\xbc\xc3\x9f"), "'gr\xc3\xbc\xc3\x9f'");
}

TEST(Quote, TheRestBecomesQuestionMarks) {
  EXPECT_EQ(quote(std::string_view("a\0b\x1b\n", 5)),
            "'a?b?"
            "?'");
  EXPECT_EQ(quote("\xff\xd8\xff"),
            "'?"
            "?"
            "?'");
  EXPECT_EQ(quote("x\xc3"), "'x?'");       // cut off
  EXPECT_EQ(quote("\xc3x\x80"), "'?x?'");  // broken
}

TEST(Quote, LongTextIsCut) {
  EXPECT_EQ(quote(std::string(60, 'x')), "'" + std::string(60, 'x') + "'");
  EXPECT_EQ(quote(std::string(1000, 'x')), "'" + std::string(60, 'x') + "...'");
  // A character of two bytes at the cut stays whole.
  EXPECT_EQ(quote(std::string(59, 'x') + "\xc3\xbcz"), "'" + std::string(59, 'x') + "\xc3\xbc...'");
}

}  // namespace
}  // namespace dn::test
