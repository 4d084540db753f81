// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>

namespace dn::test {

// Calls `call` and fails unless it says exactly one line on stderr, with all of `texts` in it.
template <typename Call>
void expect_one_line(std::initializer_list<const char*> texts, const Call& call) {
  testing::internal::CaptureStderr();
  call();
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(said, '\n'), 1) << said;
  for (const char* text : texts) EXPECT_NE(said.find(text), std::string::npos) << said;
}

}  // namespace dn::test
