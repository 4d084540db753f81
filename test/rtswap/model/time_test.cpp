// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/model/time.h"

#include <gtest/gtest.h>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TEST(Time, HumanDurations) {
  struct Case {
    Nanos duration;
    const char* text;
  };
  const Case cases[] = {
      {0ns, "0 ns"},         {999ns, "999 ns"},     {1us, "1 us"},
      {250us, "250 us"},     {33'400us, "33.4 ms"}, {33'333'333ns, "33.3 ms"},
      {999'499ns, "999 us"}, {999'600ns, "1 ms"},   {999'700us, "1 s"},
      {1s, "1 s"},           {1'234ms, "1.23 s"},   {-250us, "-250 us"},
      {100s, "100 s"},       {90min, "5400 s"},     {-1'200ms, "-1.2 s"},
  };
  for (const Case& c : cases) EXPECT_EQ(human(c.duration), c.text) << c.duration.count();
}

}  // namespace
}  // namespace rtswap
