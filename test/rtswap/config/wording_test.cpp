// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/wording.h"

#include <gtest/gtest.h>

#include <array>

namespace rtswap {
namespace {

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
