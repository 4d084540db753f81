// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/tree_file.h"

#include <gtest/gtest.h>

#include "test/support/temp_dir.h"

namespace dn {
namespace {

constexpr const char* kTree =
    "animal -1\n"
    "thing -1\n"
    "dog 0\n"
    "cat 0\n"
    "\n"
    "chair 1\n"
    "puppy 2\n";

TEST(ClassTree, GroupsSiblings) {
  const ClassTree tree = parse_class_tree(kTree, "t.tree");
  EXPECT_EQ(tree.names,
            (std::vector<std::string>{"animal", "thing", "dog", "cat", "chair", "puppy"}));
  EXPECT_EQ(tree.parents, (std::vector<int>{-1, -1, 0, 0, 1, 2}));
  EXPECT_EQ(tree.children, (std::vector<int>{1, 2, 3, -1, -1, -1}));
  ASSERT_EQ(tree.groups.size(), 4u);
  EXPECT_EQ(tree.groups[0].size, 2);
  EXPECT_EQ(tree.groups[1].first, 2);
  EXPECT_EQ(tree.groups[3].first, 5);
  EXPECT_FALSE(tree.is_leaf(0));
  EXPECT_TRUE(tree.is_leaf(3));
}

TEST(ClassTree, ErrorsNameTheLine) {
  const auto line_of = [](const char* text) -> std::string {
    try {
      parse_class_tree(text, "t.tree");
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_NE(line_of("a -1\nb\n").find("t.tree:2"), std::string::npos);
  EXPECT_NE(line_of("a -1\nb x\n").find("t.tree:2"), std::string::npos);
  EXPECT_NE(line_of("a -1\n\nb 1\n").find("t.tree:3"), std::string::npos);
  EXPECT_NE(line_of("a -2\n").find("t.tree:1"), std::string::npos);
  EXPECT_NE(line_of("").find("no classes"), std::string::npos);
}

TEST(ClassTree, IsFoundBesideTheCfg) {
  const test::TempDir directory;
  const std::string path = directory.write("beside.tree", kTree);
  EXPECT_EQ(load_class_tree("beside.tree", {directory / "net.cfg", 7}).size(), 6);
  EXPECT_EQ(load_class_tree(path, {"net.cfg", 7}).size(), 6);
  try {
    load_class_tree("absent.tree", {directory / "net.cfg", 7});
    FAIL() << "an absent file was found";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("net.cfg:7"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace dn
