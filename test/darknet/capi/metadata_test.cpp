// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "darknet/include/darknet.h"
#include "test/darknet/capi/one_line.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

void free_names(const metadata& meta) {
  free_ptrs(reinterpret_cast<void**>(meta.names), meta.classes);
}

TEST(CApiMetadata, NamesOfADataFile) {
  const TempDir dir;
  dir.write("my.names", "ant\nhoney bee\ncat\n");
  const std::string data = dir.write("my.data", "classes = 3\nnames = my.names\n");
  const metadata meta = get_metadata(data.c_str());
  ASSERT_EQ(meta.classes, 3);
  EXPECT_STREQ(meta.names[0], "ant");
  EXPECT_STREQ(meta.names[1], "honey bee");
  EXPECT_STREQ(meta.names[2], "cat");
  free_names(meta);
}

TEST(CApiMetadata, TwoClassesWhereTheFileDoesNotSay) {
  const TempDir dir;
  dir.write("my.names", "ant\nbee\ncat\n");
  const std::string data = dir.write("my.data", "labels=my.names\n");
  const metadata meta = get_metadata(data.c_str());
  ASSERT_EQ(meta.classes, 2);
  EXPECT_STREQ(meta.names[1], "bee");
  free_names(meta);
}

TEST(CApiMetadata, RefusedOnes) {
  const TempDir dir;
  dir.write("my.names", "ant\n");
  const std::string data = dir.write("my.data", "classes=3\nnames=my.names\n");
  const auto expect_none = [](const char* file) {
    const metadata meta = get_metadata(file);
    EXPECT_EQ(meta.classes, 0);
    EXPECT_EQ(meta.names, nullptr);
  };
  expect_one_line({"get_metadata", "my.names"}, [&] { expect_none(data.c_str()); });
  expect_one_line({"none.data"}, [&] { expect_none("none.data"); });
  expect_one_line({"file is NULL"}, [&] { expect_none(nullptr); });
}

}  // namespace
}  // namespace dn::test
