// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "darknet/base/error.h"

namespace rtswap::test {

// What the action's error says, which has to be one line about bad input; "no error" without one.
template <typename Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << e.what();
    return e.what();
  }
  return "no error";
}

}  // namespace rtswap::test
