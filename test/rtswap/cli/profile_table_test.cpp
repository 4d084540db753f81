// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/profile_table.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TEST(ProfileBar, IsProportional) {
  EXPECT_EQ(bar(1, 8, BarStyle::kAscii), "########");
  EXPECT_EQ(bar(0.5, 8, BarStyle::kAscii), "####");
  EXPECT_EQ(bar(0, 8, BarStyle::kAscii), "");
  EXPECT_EQ(bar(0.5, 4, BarStyle::kBlocks), "██");
  EXPECT_EQ(bar(0.375, 4, BarStyle::kBlocks), "█▌");
}

TEST(ProfileBar, ShowsTheSmallestAndStopsAtTheWidth) {
  EXPECT_EQ(bar(1e-9, 8, BarStyle::kAscii), "#");
  EXPECT_EQ(bar(1e-9, 8, BarStyle::kBlocks), "▏");
  EXPECT_EQ(bar(7, 3, BarStyle::kAscii), "###");
}

Profile two_layers() {
  const TimeStats fast{10us, 11us, 12us, 20, 0}, slow{40us, 41us, 42us, 20, 0};
  Profile p;
  p.device.name = "CPU, 1 thread";
  p.network.cfg = "x.cfg";
  p.steps = {{0, 0, "convolutional", dn::kKiB, {fast, fast}},
             {1, 0, "connected", dn::kMiB, {slow, slow}},
             {1, 1, "connected", dn::kMiB, {slow, slow}}};
  p.groupings = {{dn::Bytes(0), {{0, 2, dn::kMiB * 2, {slow, slow}}}}};
  p.link.pieces = {{dn::kMiB, slow, slow}};
  return p;
}

TEST(ProfileTable, AddsUpThePartsOfALayer) {
  const std::string text = profile_table(two_layers(), BarStyle::kAscii);
  EXPECT_NE(text.find("    1 connected            80.0        82.0       84.0"), std::string::npos)
      << text;
  EXPECT_NE(text.find("2.00 MiB"), std::string::npos);
  EXPECT_NE(text.find("steady"), std::string::npos);
  for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x80u);
}

TEST(ProfileTable, SaysWhatIsNoisy) {
  Profile profile = two_layers();
  profile.noise = {"the whole network: shaken"};
  const std::string text = profile_table(profile, BarStyle::kBlocks);
  EXPECT_NE(text.find("noisy: the whole network: shaken\n"), std::string::npos);
  EXPECT_NE(text.find("do not plan with these numbers"), std::string::npos);
  EXPECT_EQ(text.find("steady"), std::string::npos);
}

}  // namespace
}  // namespace rtswap
