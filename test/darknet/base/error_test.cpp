// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/error.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <string>

namespace dn {
namespace {

TEST(SourcePosTest, PrintsWhatIsKnown) {
  EXPECT_EQ((SourcePos{"a.cfg", 0, 0}).str(), "a.cfg");
  EXPECT_EQ((SourcePos{"a.cfg", 12, 0}).str(), "a.cfg:12");
  EXPECT_EQ((SourcePos{"a.cfg", 12, 3}).str(), "a.cfg:12:3");
  EXPECT_EQ((SourcePos{"a.cfg", 0, 3}).str(), "a.cfg") << "a column without a line says nothing";
}

TEST(ErrorTest, BadInputExitsWithTwo) {
  const Error error = bad_input("stride is 0");
  EXPECT_EQ(error.code(), ExitCode::kBadInput);
  EXPECT_EQ(static_cast<int>(error.code()), 2);
  EXPECT_STREQ(error.what(), "stride is 0");
}

TEST(ErrorTest, BadInputNamesThePlace) {
  const Error error = bad_input({"net.cfg", 7, 0}, "stride is 0");
  EXPECT_STREQ(error.what(), "net.cfg:7: stride is 0");
}

TEST(ErrorTest, SystemFailureExitsWithThree) {
  const Error error = system_failure("no memory");
  EXPECT_EQ(static_cast<int>(error.code()), 3);
  EXPECT_STREQ(error.what(), "no memory");
}

TEST(ErrorTest, SystemFailureAddsWhatTheSystemSaid) {
  EXPECT_STREQ(system_failure_errno("cannot open 'x'", ENOENT).what(),
               "cannot open 'x': No such file or directory");
  errno = EACCES;
  EXPECT_STREQ(system_failure_errno("cannot open 'x'").what(),
               "cannot open 'x': Permission denied");
}

TEST(ErrorTest, IsCaughtAsAStandardException) {
  EXPECT_THROW(throw bad_input("x"), std::runtime_error);
}

}  // namespace
}  // namespace dn
