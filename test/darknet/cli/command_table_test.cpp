// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <set>

#include "darknet/base/error.h"
#include "darknet/cli/commands.h"

namespace dn::test {
namespace {

TEST(CommandTable, NamesAreUniqueAndFound) {
  std::set<std::string_view> names;
  for (const Command& command : commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_EQ(find_command(command.name).function, command.function);
    EXPECT_FALSE(command.help.empty());
    EXPECT_EQ(command.help.find('\n'), std::string_view::npos);
  }
  EXPECT_THROW(find_command("nonsense"), Error);
  EXPECT_THROW(find_command(""), Error);
}

TEST(CommandTable, CommandsWithoutArgumentsExplainThemselves) {
  for (const char* name : {"detector", "classifier"}) {
    try {
      find_command(name).function({});
      FAIL() << name;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("usage: darknet"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace dn::test
