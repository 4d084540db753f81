// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/wording.h"

#include <gtest/gtest.h>

#include <array>

namespace rtswap {
namespace {

TEST(Wording, InQuotesIsOneShortLine) {
  EXPECT_EQ(in_quotes("abc"), "'abc'");
  EXPECT_EQ(in_quotes("a\nb\tc\x7F"), "'a?b?c?'");
  EXPECT_EQ(in_quotes(std::string(61, 'x')), "'" + std::string(60, 'x') + "...'");
  EXPECT_EQ(in_quotes(std::string(60, 'x')), "'" + std::string(60, 'x') + "'");
  // A character of two bytes at the cut goes as a whole.
  EXPECT_EQ(in_quotes(std::string(59, 'x') + "\xC3\xA9z"), "'" + std::string(59, 'x') + "...'");
}

TEST(Wording, EditDistance) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("flaw", "lawn"), 2U);
  EXPECT_EQ(edit_distance("period", "peroid"), 2U);
}

TEST(Wording, ProposesOnlyWhatIsClose) {
  constexpr std::array<std::string_view, 4> kKnown = {"name", "period", "deadline", "phase"};
  EXPECT_EQ(did_you_mean("peroid", kKnown), "; did you mean 'period'?");
  EXPECT_EQ(did_you_mean("dead_line", kKnown), "; did you mean 'deadline'?");
  EXPECT_EQ(did_you_mean("nam", kKnown), "; did you mean 'name'?");
  EXPECT_EQ(did_you_mean("colour", kKnown), "");
  EXPECT_EQ(did_you_mean("", kKnown), "");
  EXPECT_EQ(did_you_mean(std::string(10'000, 'p'), kKnown), "");
}

}  // namespace
}  // namespace rtswap
