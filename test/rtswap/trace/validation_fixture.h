// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include "rtswap/trace/trace_reader.h"
#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/synthetic_trace.h"

// A clean trace for tests to break.
namespace rtswap::test {

// Breaks that rule, and no other.
inline void expect_only(const Trace& trace, Rule rule) {
  const Validation validation = validate(trace);
  for (const auto& known : kRuleNames) {
    if (known.value == rule) {
      EXPECT_GT(validation.count(rule), 0u) << known.name;
    } else {
      EXPECT_EQ(validation.count(known.value), 0u) << known.name << "\n"
                                                   << validation_text(trace, validation);
    }
  }
  ASSERT_TRUE(validation.first);
  EXPECT_EQ(validation.first->rule, rule);
  EXPECT_NE(validation_text(trace, validation).find(name_of(kRuleNames, rule)), std::string::npos);
}

inline void erase(Trace& trace, const Event& event) {
  trace.events.erase(trace.events.begin() + (&event - trace.events.data()));
}

class ValidationTest : public testing::Test {
 protected:
  Trace trace = clean_trace();
};

}  // namespace rtswap::test
