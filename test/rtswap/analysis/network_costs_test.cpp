// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/network_costs.h"

#include <gtest/gtest.h>

#include "test/support/plain_profile.h"

namespace rtswap {
namespace {

using dn::Bytes;
using test::constant;
using test::plain_profile;

constexpr Bytes kPiece = dn::kMiB * 8;
constexpr LinkWindow kOne{1, 1}, kTwo{2, 8};
constexpr Margin kNoMargin{0}, kFifth{20};

// A byte per nanosecond and 10 us for each piece, as the profile says.
constexpr Nanos piece_of(Bytes bytes) {
  return Nanos(10'000 + static_cast<std::int64_t>(bytes.value));
}

LinkProfile plain_link() { return plain_profile({Nanos(1)}, Bytes(1)).link; }

LinkCosts link_costs(LinkWindow window = kOne, std::optional<LinkSpec> imitated = {}) {
  return {plain_link(), imitated, kNoMargin, window};
}

BoundedTime exactly(Nanos time) { return {time, time, time}; }

TEST(LinkCosts, EveryPieceHasItsLatency) {
  const LinkCosts link = link_costs();
  EXPECT_EQ(link.load(Bytes(0)), exactly(Nanos(0)));
  EXPECT_EQ(link.load(Bytes(100)), exactly(piece_of(Bytes(100))));
  EXPECT_EQ(link.load(kPiece), exactly(piece_of(kPiece)));
  EXPECT_EQ(link.load(kPiece + Bytes(1)), exactly(piece_of(kPiece) + piece_of(Bytes(1))));
  EXPECT_EQ(link.load(kPiece * 3), exactly(piece_of(kPiece) * 3));
}

TEST(LinkCosts, RoundsUpAndCountsLargeLoadsRight) {
  LinkProfile profile = plain_link();
  profile.device_busy = {Nanos(0), Nanos(0), Bandwidth{3'000'000'000}};
  const LinkCosts link(profile, {}, kNoMargin, kOne);
  EXPECT_EQ(link.load(Bytes(100)).median, Nanos(34));
  // 8 MiB / 3 = 2796202.67; the product of 100 GiB and 1e9 would not fit in 64 bits.
  EXPECT_EQ(link.load(dn::kGiB * 100).median, Nanos(2'796'203) * (100 * 128));
}

TEST(LinkCosts, OnlyTheBoundHasTheMargin) {
  const LinkCosts link(plain_link(), {}, kFifth, kOne);
  const Nanos time = piece_of(Bytes(90'000));
  EXPECT_EQ(link.load(Bytes(90'000)), (BoundedTime{time, time, Nanos(120'000)}));
  EXPECT_EQ(link.window(Bytes(90'000)), link.load(Bytes(90'000)));
}

TEST(LinkCosts, TimesAreThoseBesideABusyDevice) {
  LinkProfile profile = plain_link();
  profile.alone = {Nanos(1), Nanos(1), Bandwidth{1'000'000'000'000}};
  EXPECT_EQ(LinkCosts(profile, {}, kNoMargin, kOne).load(Bytes(50)).median, piece_of(Bytes(50)));
}

TEST(LinkCosts, AnImitatedLinkCountsForThePiecesItIsSlowerFor) {
  const LinkCosts slower = link_costs(kOne, LinkSpec{Bandwidth{500'000'000}, Nanos(20'000)});
  EXPECT_EQ(slower.load(Bytes(100)).median, Nanos(20'200));
  EXPECT_EQ(slower.window(Bytes(100)).median, Nanos(20'200));
  const LinkCosts faster = link_costs(kOne, LinkSpec{Bandwidth{2'000'000'000}, Nanos(5'000)});
  EXPECT_EQ(faster.load(kPiece + Bytes(7)), link_costs().load(kPiece + Bytes(7)));
  // Slower for the rest only.
  const LinkCosts mixed = link_costs(kOne, LinkSpec{Bandwidth{2'000'000'000}, Nanos(20'000)});
  EXPECT_EQ(mixed.load(kPiece + Bytes(100)).median, piece_of(kPiece) + Nanos(20'050));
}

TEST(LinkCosts, WindowOfOnePiece) {
  const LinkCosts link = link_costs(kOne);
  EXPECT_EQ(link.window(dn::kKiB * 64), exactly(piece_of(dn::kKiB * 64)));
  EXPECT_EQ(link.window(dn::kMiB * 100), exactly(piece_of(kPiece)));
}

TEST(LinkCosts, WindowOfTwoLargePiecesOrEightSmallOnes) {
  const LinkCosts link = link_costs(kTwo);
  EXPECT_EQ(link.window(dn::kKiB * 64), exactly(piece_of(dn::kKiB * 64) * 8));
  // 16 MiB as eight pieces: more latencies than as two.
  EXPECT_EQ(link.window(dn::kMiB * 2), exactly(piece_of(dn::kMiB * 2) * 8));
  EXPECT_EQ(link.window(dn::kMiB * 100), exactly(piece_of(dn::kMiB * 2) * 8));
  EXPECT_GE(link.window(dn::kMiB * 100).bound, piece_of(kPiece) * 2);
}

TEST(LinkCosts, HiccupIsWhatTheWorstPieceTookLonger) {
  LinkProfile profile = plain_link();
  profile.device_busy.bound_latency = profile.device_busy.latency + Nanos(500);
  profile.alone.bound_latency = profile.alone.latency + Nanos(300);
  EXPECT_EQ(LinkCosts(profile, {}, kFifth, kOne).hiccup(),
            (BoundedTime{Nanos(0), Nanos(500), Nanos(600)}));
  profile.alone.bound_latency = profile.alone.latency + Nanos(1000);
  EXPECT_EQ(LinkCosts(profile, {}, kFifth, kOne).hiccup(),
            (BoundedTime{Nanos(0), Nanos(1000), Nanos(1200)}));
}

TEST(NetworkCosts, AMeasuredGroupIsFoundAndOthersAreSums) {
  Profile profile = plain_profile({Nanos(100), Nanos(200), Nanos(400)}, Bytes(64));
  const ComputeTimes together{constant(Nanos(250)), constant(Nanos(260))};
  const ComputeTimes last{constant(Nanos(390)), constant(Nanos(380))};
  profile.groupings.push_back(
      {Bytes(128), {{0, 1, Bytes(128), together}, {2, 2, Bytes(64), last}}});
  const NetworkCosts costs(profile, kNoMargin);
  EXPECT_EQ(costs.exec(0, 1), exactly(Nanos(260)));
  EXPECT_EQ(costs.exec(2, 2), exactly(Nanos(390)));
  EXPECT_EQ(costs.exec(1, 2), exactly(Nanos(600)));
  EXPECT_EQ(costs.exec(1, 1), exactly(Nanos(200)));
  EXPECT_EQ(costs.exec(0, 2), exactly(Nanos(700)));
  EXPECT_EQ(costs.steps(), 3);
  EXPECT_EQ(costs.weights(2), Bytes(64));
}

TEST(NetworkCosts, TakesOffALaunchAndAWaitButNoLaunch) {
  Profile profile = plain_profile({Nanos(1020), Nanos(22), Nanos(3)}, Bytes(64));
  profile.calls.launch = constant(Nanos(5));
  profile.calls.round_trip = constant(Nanos(20));
  const NetworkCosts costs(profile, kNoMargin);
  EXPECT_EQ(costs.exec(0, 0), exactly(Nanos(1000)));
  EXPECT_EQ(costs.exec(1, 1), exactly(Nanos(5)));
  EXPECT_EQ(costs.exec(2, 2), exactly(Nanos(3)));  // took less than the launch
}

TEST(NetworkCosts, TheMarginIsOnTheMedianAndLimitsWhatOneRunInAHundredTakes) {
  Profile profile = plain_profile({Nanos(100), Nanos(100)}, Bytes(64));
  profile.steps[0].times.link_busy = {Nanos(90), Nanos(115), Nanos(9000), 1, 0};
  profile.steps[1].times.link_busy = {Nanos(90), Nanos(500), Nanos(9000), 1, 0};
  const NetworkCosts costs(profile, kFifth);
  EXPECT_EQ(costs.exec(0, 0), (BoundedTime{Nanos(100), Nanos(115), Nanos(120)}));
  EXPECT_EQ(costs.exec(1, 1), (BoundedTime{Nanos(100), Nanos(120), Nanos(120)}));
}

TEST(NetworkCosts, InterruptionsAreThoseBeyondTheMargin) {
  Profile profile = plain_profile({Nanos(100)}, Bytes(64));
  for (Interruptions& one : profile.interruptions) one.lost = Nanos(1000 - one.percent);
  const auto lost = [&](int percent) { return NetworkCosts(profile, {percent}).interruptions(); };
  EXPECT_EQ(lost(20), (BoundedTime{Nanos(0), Nanos(980), Nanos(1176)}));
  EXPECT_EQ(lost(0), (BoundedTime{Nanos(0), Nanos(1000), Nanos(1000)}));
  EXPECT_EQ(lost(19).p99, Nanos(990)) << "measured beyond 10 and 20 percent: no less than beyond 19";
  EXPECT_EQ(lost(300).p99, Nanos(900));
}

TEST(Bounded, TheMarginIsOnTheMaximum) {
  EXPECT_EQ(bounded({Nanos(10), Nanos(20), Nanos(50), 9, 0}, kFifth),
            (BoundedTime{Nanos(10), Nanos(20), Nanos(60)}));
}

}  // namespace
}  // namespace rtswap
