// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/firm_window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace rtswap {
namespace {

TEST(FirmWindow, AllowsWhatItsWindowLeaves) {
  FirmWindow window({3, 5});
  EXPECT_TRUE(window.may_lose_next());
  window.add(false);
  EXPECT_TRUE(window.may_lose_next());
  window.add(false);  // 1 1 1 0 0
  EXPECT_FALSE(window.may_lose_next());
  window.add(true);
  window.add(true);  // 1 0 0 1 1
  EXPECT_FALSE(window.may_lose_next());
  window.add(true);  // 0 0 1 1 1: the next one pushes a loss out
  EXPECT_TRUE(window.may_lose_next());
  EXPECT_EQ(window.broken(), 0U);
}

TEST(FirmWindow, OfAllJobsLosesNone) {
  FirmWindow window({4, 4});
  EXPECT_FALSE(window.may_lose_next());
  window.add(false);
  EXPECT_EQ(window.broken(), 1U);
  for (int i = 0; i < 3; ++i) window.add(true);
  EXPECT_EQ(window.broken(), 4U) << "each window that holds the lost job";
  window.add(true);
  EXPECT_EQ(window.broken(), 4U);
}

// Against the definition: every window of k jobs, those before the first one met.
TEST(FirmWindow, CountsTheWindowsOfAnySequence) {
  std::mt19937_64 random(1);
  for (const FirmSpec spec : {FirmSpec{1, 1}, FirmSpec{1, 2}, FirmSpec{2, 3}, FirmSpec{3, 7},
                              FirmSpec{63, 64}, FirmSpec{1, 64}, FirmSpec{40, 64}}) {
    const auto k = static_cast<std::size_t>(spec.window);
    std::vector<bool> met(k, true);
    FirmWindow window(spec);
    std::uint64_t broken = 0;
    const auto met_in_last = [&] {
      return std::count(met.end() - static_cast<std::ptrdiff_t>(k), met.end(), true);
    };
    for (int job = 0; job < 500; ++job) {
      met.push_back(false);
      EXPECT_EQ(window.may_lose_next(), met_in_last() >= spec.met);
      met.back() = random() % 8 < (job < 250 ? 3U : 7U);
      window.add(met.back());
      broken += met_in_last() < spec.met ? 1 : 0;
      ASSERT_EQ(window.broken(), broken) << spec.met << '/' << spec.window << " job " << job;
    }
  }
}

TEST(FirmWindow, ManyLostJobsAreThatManyTimesOne) {
  for (const std::uint64_t lost : {0U, 1U, 2U, 3U, 7U, 1000U}) {
    FirmWindow together({2, 3}), one_by_one({2, 3});
    together.add_lost(lost);
    for (std::uint64_t i = 0; i < lost; ++i) one_by_one.add(false);
    EXPECT_EQ(together.broken(), one_by_one.broken()) << lost;
    EXPECT_EQ(together.may_lose_next(), one_by_one.may_lose_next()) << lost;
  }
  FirmWindow window({1, 2});
  window.add_lost(std::uint64_t{1} << 60);
  EXPECT_EQ(window.broken(), (std::uint64_t{1} << 60) - 1);
}

}  // namespace
}  // namespace rtswap
