// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/throttled_link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/transfer/host_link.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;
using Clock = std::chrono::steady_clock;

constexpr Bytes kPiece = dn::kKiB * 100;

Clock::duration time_of_pieces(CopyLink& link, int pieces) {
  const std::vector<std::byte> src(kPiece.value);
  std::vector<std::byte> dst(kPiece.value);
  const auto begin = Clock::now();
  for (int i = 0; i < pieces; ++i) link.copy(dst.data(), src.data(), kPiece);
  return Clock::now() - begin;
}

TEST(ThrottledLink, CopiesAllBytes) {
  HostLink host;
  ThrottledLink link(host, {dn::kGiB, 0ns});
  std::vector<std::byte> src(1000, std::byte{9});
  std::vector<std::byte> dst(1000);
  link.copy(dst.data(), src.data(), Bytes(1000));
  EXPECT_EQ(src, dst);
}

// Never early, whatever the machine does; late by at most a tenth. Lateness is made up for by the
// link itself up to kMaxCredit; on a machine that is busy for longer than that one try may fail.
TEST(ThrottledLink, AverageRateIsExactAlthoughEverySleepEndsLate) {
  HostLink host;
  Clock::duration best = 1h;
  for (int attempt = 0; attempt < 5 && best > 220ms; ++attempt) {
    // 0.1 ms a piece, so that a sleep's usual lateness would add up to far more than a tenth.
    ThrottledLink link(host, {kPiece * 10000, 0ns});
    const Clock::duration took = time_of_pieces(link, 2000);
    EXPECT_GE(took, 200ms);
    best = std::min(best, took);
  }
  EXPECT_LE(best, 220ms);
}

TEST(ThrottledLink, LatencyIsPaidPerPiece) {
  HostLink host;
  Clock::duration best = 1h;
  for (int attempt = 0; attempt < 5 && best > 66ms; ++attempt) {
    ThrottledLink link(host, {kPiece * 1000, 5ms});  // 6 ms a piece
    const Clock::duration took = time_of_pieces(link, 10);
    EXPECT_GE(took, 60ms);
    best = std::min(best, took);
  }
  EXPECT_LE(best, 66ms);
}

TEST(ThrottledLink, AnIdleLinkSavesNothingUp) {
  HostLink host;
  ThrottledLink link(host, {kPiece * 100, 0ns});  // 10 ms a piece
  time_of_pieces(link, 1);
  std::this_thread::sleep_for(30ms);
  EXPECT_GE(time_of_pieces(link, 1), 10ms);
}

// A link whose copies are slower than the throttle allows.
class SlowLink final : public CopyLink {
 public:
  void copy(std::byte*, const std::byte*, Bytes) noexcept override {
    std::this_thread::sleep_for(pause);
  }
  Clock::duration pause = 20ms;
};

TEST(ThrottledLink, ASlowMachineBuildsUpLittleCredit) {
  SlowLink slow;
  ThrottledLink link(slow, {kPiece * 1000, 0ns});  // 1 ms a piece, but it takes 20
  time_of_pieces(link, 5);
  slow.pause = 0ms;
  EXPECT_GE(time_of_pieces(link, 50), 50ms - ThrottledLink::kMaxCredit);
}

TEST(ThrottledLink, RefusesNonsense) {
  HostLink host;
  EXPECT_THROW(ThrottledLink(host, {Bytes(0), 0ns}), dn::Error);
  EXPECT_THROW(ThrottledLink(host, {Bytes(1), -1ns}), dn::Error);
}

}  // namespace
}  // namespace rtswap
