// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/throttled_link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/transfer/host_link.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;
using Clock = std::chrono::steady_clock;

constexpr Bytes kPiece = dn::kKiB;

// Time that passes only when somebody sleeps; sleeps end late by as much as the test says.
class FakeClock final : public LinkClock {
 public:
  Instant now() noexcept override { return now_; }
  void sleep_until(Instant instant) noexcept override { now_ = std::max(now_, instant) + lateness; }
  void pass(Clock::duration time) { now_ += time; }
  Clock::duration lateness{0};

 private:
  Instant now_ = Instant() + 1h;
};

// A link whose copies take time on the fake clock.
class SlowLink final : public SynchronousLink {
 public:
  explicit SlowLink(FakeClock& clock) : clock_(clock) {}
  void copy(std::byte*, const std::byte*, Bytes) noexcept override { clock_.pass(pause); }
  Clock::duration pause{0};

 private:
  FakeClock& clock_;
};

class ThrottledLinkTest : public testing::Test {
 protected:
  Clock::duration time_of_pieces(SynchronousLink& link, int pieces) {
    const std::vector<std::byte> src(kPiece.value);
    std::vector<std::byte> dst(kPiece.value);
    const auto begin = clock_.now();
    for (int i = 0; i < pieces; ++i) link.copy(dst.data(), src.data(), kPiece);
    return clock_.now() - begin;
  }

  FakeClock clock_;
  SlowLink inner_{clock_};
};

TEST_F(ThrottledLinkTest, CopiesAllBytes) {
  HostLink host;
  ThrottledLink link(host, {dn::kGiB, 0ns});
  std::vector<std::byte> src(1000, std::byte{9});
  std::vector<std::byte> dst(1000);
  link.copy(dst.data(), src.data(), Bytes(1000));
  EXPECT_EQ(src, dst);
}

TEST_F(ThrottledLinkTest, SleepsByTheSystemClockUnlessToldOtherwise) {
  HostLink host;
  ThrottledLink link(host, {kPiece * 1000, 5ms});  // 6 ms a piece
  const auto begin = Clock::now();
  time_of_pieces(link, 5);
  EXPECT_GE(Clock::now() - begin, 30ms);
}

TEST_F(ThrottledLinkTest, AverageRateIsExactAlthoughEverySleepEndsLate) {
  ThrottledLink link(inner_, {kPiece * 10000, 0ns}, clock_);  // 0.1 ms a piece
  clock_.lateness = 60us;
  const Clock::duration took = time_of_pieces(link, 2000);
  EXPECT_GE(took, 200ms);
  EXPECT_LE(took, 200ms + 60us);
}

TEST_F(ThrottledLinkTest, LatencyIsPaidPerPiece) {
  ThrottledLink link(inner_, {kPiece * 1000, 5ms}, clock_);  // 6 ms a piece
  EXPECT_EQ(time_of_pieces(link, 10), 60ms);
}

TEST_F(ThrottledLinkTest, AnIdleLinkSavesNothingUp) {
  ThrottledLink link(inner_, {kPiece * 100, 0ns}, clock_);  // 10 ms a piece
  time_of_pieces(link, 1);
  clock_.pass(30ms);
  EXPECT_EQ(time_of_pieces(link, 1), 10ms);
}

TEST_F(ThrottledLinkTest, ASlowMachineBuildsUpLittleCredit) {
  ThrottledLink link(inner_, {kPiece * 1000, 0ns}, clock_);  // 1 ms a piece, but it takes 20
  inner_.pause = 20ms;
  time_of_pieces(link, 5);
  inner_.pause = 0ms;
  EXPECT_GE(time_of_pieces(link, 50), 50ms - ThrottledLink::kMaxCredit);
}

TEST_F(ThrottledLinkTest, RefusesNonsense) {
  HostLink host;
  EXPECT_THROW(ThrottledLink(host, {Bytes(0), 0ns}), dn::Error);
  EXPECT_THROW(ThrottledLink(host, {Bytes(1), -1ns}), dn::Error);
}

}  // namespace
}  // namespace rtswap
