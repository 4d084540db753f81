// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/data_file.h"

#include <gtest/gtest.h>

#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

TEST(DataFile, KeysAndValues) {
  const DataFile data = DataFile::parse(
      "# comment\r\nclasses = 80\n\n; more\nnames=a b.names \nclasses=9\ntop=five", "x.data");
  EXPECT_EQ(data.integer("classes", 1, 1), 80);
  EXPECT_EQ(data.text("names"), "a b.names");
  EXPECT_EQ(data.integer("subdivisions", 7, 1), 7);
  EXPECT_TRUE(data.has("top"));
  EXPECT_FALSE(data.has("valid"));
}

std::string error_of(const std::string& text, const std::string& key, bool number) {
  try {
    const DataFile data = DataFile::parse(text, "x.data");
    if (number) {
      data.integer(key, 1, 1);
    } else {
      data.text(key);
    }
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(DataFile, Errors) {
  EXPECT_EQ(error_of("a=1\nnonsense\n", "a", false),
            "x.data:2: 'nonsense': expected key=value or # comment");
  EXPECT_EQ(error_of("a=1\n", "names", false), "x.data: 'names=' is missing");
  EXPECT_EQ(error_of("\nnames=\n", "names", false), "x.data:2: 'names=' has no value");
  for (const char* value : {"x", "0", "-1", "5x", "", "99999999999"}) {
    EXPECT_NE(error_of(std::string("top=") + value + "\n", "top", true), "") << value;
  }
}

TEST(DataFile, NamesAreFoundBesideIt) {
  const TempDir dir;
  const std::string names = dir.write("my.names", "dog\n");
  const std::string path = dir.write("my.data", "names=my.names\n");
  EXPECT_EQ(find_names_file(DataFile::load(path)), names);
  EXPECT_EQ(find_names_file(DataFile::load(dir.write("l.data", "labels=my.names\n"))), names);
  EXPECT_THROW(find_names_file(DataFile::load(dir.write("n.data", "names=none\n"))), Error);
  EXPECT_THROW(find_names_file(DataFile::load(dir.write("e.data", "classes=1\n"))), Error);
}

}  // namespace
}  // namespace dn::test
