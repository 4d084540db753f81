// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/flags.h"

#include <gtest/gtest.h>

#include "darknet/base/error.h"

namespace dn::test {
namespace {

Flags flags(const std::vector<std::string>& arguments) { return Flags(arguments); }

TEST(Flags, AnywhereBetweenThePositionalArguments) {
  Flags f = flags({"-thresh", ".3", "a", "-ext_output", "b", "-out", "x.json", "c\r\n"});
  EXPECT_FLOAT_EQ(f.real("-thresh", .25f, 0, 1), .3f);
  EXPECT_TRUE(f.is_set("-ext_output"));
  EXPECT_FALSE(f.is_set("-letter_box"));
  EXPECT_EQ(f.text("-out", ""), "x.json");
  EXPECT_EQ(f.positional(1, 3, "usage"), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(Flags, FallbacksAndRepetition) {
  Flags f = flags({"-t", "3", "-t", "5", "-i", "-1"});
  EXPECT_EQ(f.integer("-t", 1, 0), 5);
  EXPECT_EQ(f.integer("-threads", 7, 0), 7);
  EXPECT_EQ(f.integer("-i", 0, -1), -1);
  EXPECT_EQ(f.text("-out", "none"), "none");
  EXPECT_TRUE(f.positional(0, 0, "usage").empty());
}

TEST(Flags, BadNumbers) {
  for (const char* value : {"abc", "1x", "", "-.5", "2", "nan", "1e99"}) {
    EXPECT_THROW(flags({"-thresh", value}).real("-thresh", 0, 0, 1), Error) << value;
  }
  for (const char* value : {"1.5", "x", "-1", "99999999999"}) {
    EXPECT_THROW(flags({"-t", value}).integer("-t", 0, 0), Error) << value;
  }
}

TEST(Flags, MissingValue) {
  EXPECT_THROW(flags({"-out"}).text("-out", ""), Error);
  EXPECT_THROW(flags({"-out", "-ext_output"}).text("-out", ""), Error);
}

TEST(Flags, UnknownFlagsAndWrongCounts) {
  try {
    flags({"a", "-tresh", ".5"}).positional(1, 9, "USAGE");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), "unknown flag '-tresh'; usage: USAGE");
    EXPECT_EQ(error.code(), ExitCode::kBadInput);
  }
  EXPECT_THROW(flags({"--nonsense"}).positional(0, 9, ""), Error);
  EXPECT_THROW(flags({"a", "--help"}).positional(0, 9, ""), HelpRequest);
  EXPECT_THROW(flags({"a"}).positional(2, 3, ""), Error);
  EXPECT_THROW(flags({"a", "b", "c", "d"}).positional(2, 3, ""), Error);
}

}  // namespace
}  // namespace dn::test
