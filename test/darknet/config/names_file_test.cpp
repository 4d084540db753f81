// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/names_file.h"

#include <gtest/gtest.h>

#include "darknet/base/error.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

TEST(NamesFile, OneNamePerLine) {
  const TempDir dir;
  const std::string path = dir.write("a.names", "dog\r\n  aeroplane \n\nbig car\n\n\n");
  EXPECT_EQ(load_names_file(path, 4),
            (std::vector<std::string>{"dog", "aeroplane", "", "big car"}));
  EXPECT_EQ(load_names_file(path, 2).size(), 2u);
}

TEST(NamesFile, TooFewNames) {
  const TempDir dir;
  const std::string path = dir.write("a.names", "dog\ncat\n\n");
  try {
    load_names_file(path, 3);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), path + ": 2 class names, the network has 3 classes");
    EXPECT_EQ(error.code(), ExitCode::kBadInput);
  }
}

TEST(NamesFile, Missing) {
  const TempDir dir;
  EXPECT_THROW(load_names_file(dir / "none", 1), Error);
  EXPECT_THROW(load_names_file(dir.path(), 1), Error);
}

}  // namespace
}  // namespace dn::test
