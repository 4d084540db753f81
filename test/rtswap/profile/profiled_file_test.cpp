// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiled_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/device/open_device.h"
#include "rtswap/transfer/copy_engine.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

TEST(ProfiledFile, ReadsOnAndOnAndLeavesNothingBehind) {
  const dn::test::TempDir directory;
  const auto device = dn::open_device("cpu");
  ProfiledFile file(*device, directory.path());
  EXPECT_TRUE(std::filesystem::is_empty(directory.path())) << "it has no name";
  // More than there is: it begins again. A file that cannot be read would end the process.
  for (int i = 0; i < 20; ++i) file.read_next(kLargestPiece);
  file.read_next(dn::Bytes(1));
}

TEST(ProfiledFile, SaysWhereItMayNotBe) {
  const dn::test::TempDir directory;
  const auto device = dn::open_device("cpu");
  try {
    ProfiledFile file(*device, directory / "none");
    FAIL() << "made a file in a directory that is not there";
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kSystemFailure);
    EXPECT_NE(std::string(e.what()).find(directory / "none"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace rtswap
