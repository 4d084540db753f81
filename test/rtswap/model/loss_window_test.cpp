// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/model/loss_window.h"

#include <gtest/gtest.h>

namespace rtswap {
namespace {

TEST(LossWindow, AddsUpWhatLiesWithinItsLength) {
  LossWindow window(Nanos(100));
  EXPECT_EQ(window.add(Instant(Nanos(10)), Nanos(3)), Nanos(3));
  EXPECT_EQ(window.add(Instant(Nanos(60)), Nanos(4)), Nanos(7));
  EXPECT_EQ(window.add(Instant(Nanos(110)), Nanos(1)), Nanos(8)) << "just within";
  EXPECT_EQ(window.add(Instant(Nanos(111)), Nanos(1)), Nanos(6)) << "the first is out";
  EXPECT_EQ(window.add(Instant(Nanos(1000)), Nanos(2)), Nanos(2));
  EXPECT_EQ(window.most(), Nanos(8));
}

TEST(LossWindow, WithoutLossesNothingIsLost) { EXPECT_EQ(LossWindow(Nanos(100)).most(), Nanos(0)); }

}  // namespace
}  // namespace rtswap
