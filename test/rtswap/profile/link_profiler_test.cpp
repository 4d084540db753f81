// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/link_profiler.h"

#include <gtest/gtest.h>

#include <chrono>

namespace rtswap {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;

// What a link of 10 GB/s and 20 us takes for each size.
std::vector<TimeStats> ideal(const std::vector<Bytes>& sizes) {
  std::vector<TimeStats> times;
  for (const Bytes size : sizes) {
    const Nanos time = 20us + Nanos(size.value / 10);
    times.push_back({time, time, time, 100, 0});
  }
  return times;
}

TEST(LinkFit, FindsLatencyAndBandwidth) {
  const std::vector<Bytes> sizes = profiled_pieces();
  const LinkFit fit = fit_link(sizes, ideal(sizes));
  EXPECT_NEAR(static_cast<double>(fit.latency.count()), 20e3, 10);
  EXPECT_NEAR(static_cast<double>(fit.bandwidth.bytes_per_second), 10e9, 1e6);
  EXPECT_NEAR(static_cast<double>(fit.bound_latency.count()), 20e3, 10);
}

TEST(LinkFit, BoundCoversTheSlowestCopy) {
  const std::vector<Bytes> sizes = profiled_pieces();
  std::vector<TimeStats> times = ideal(sizes);
  times[2].max += 300us;
  const LinkFit fit = fit_link(sizes, times);
  EXPECT_NEAR(static_cast<double>(fit.latency.count()), 20e3, 10);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const double bytes = static_cast<double>(sizes[i].value);
    const double copying = bytes * 1e9 / static_cast<double>(fit.bandwidth.bytes_per_second);
    EXPECT_GE(static_cast<double>(fit.bound_latency.count()) + copying + 10,
              static_cast<double>(times[i].max.count()));
  }
}

TEST(LinkFit, AboveMeansThatNoMedianIsAboveTheLine) {
  const std::vector<Bytes> sizes = profiled_pieces();
  std::vector<TimeStats> times = ideal(sizes);
  EXPECT_NEAR(static_cast<double>(fit_above(sizes, times).latency.count()), 20e3, 10);
  times[1].median = times[1].p99 = times[1].max = 9ms;
  times[4].max += 100ms;
  EXPECT_LT(fit_link(sizes, times).latency, 8ms);
  const LinkFit fit = fit_above(sizes, times);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const double moving = static_cast<double>(sizes[i].value) * 1e9 /
                          static_cast<double>(fit.bandwidth.bytes_per_second);
    EXPECT_GE(fit.latency + Nanos(static_cast<std::int64_t>(moving) + 1), times[i].median);
  }
  EXPECT_GT(fit.bound_latency, 90ms);
}

// A link whose large copies are faster per byte, and one whose time does not grow at all.
TEST(LinkFit, StaysPositive) {
  const std::vector<Bytes> sizes = {dn::kMiB, dn::kMiB * 8};
  const auto fit_of = [&](Nanos small, Nanos large) {
    return fit_link(sizes, {{small, small, small, 9, 0}, {large, large, large, 9, 0}});
  };
  const LinkFit superlinear = fit_of(10us, 800us);
  EXPECT_EQ(superlinear.latency, 0ns);
  EXPECT_GT(superlinear.bandwidth.bytes_per_second, 0u);
  const LinkFit falling = fit_of(100us, 10us);
  EXPECT_GE(falling.latency, 0ns);
  EXPECT_GT(falling.bandwidth.bytes_per_second, 0u);
  EXPECT_GT(fit_of(0us, 0us).bandwidth.bytes_per_second, 0u);
}

class NoProgress final : public ProfileProgress {
 public:
  void begin(std::string_view /*what*/) override {}
  void tick() override {}
};

// A byte takes 1 ms by the line. Pieces of 1 and 2 bytes arrive a piece later than they are sent,
// 2 ms behind each other.
TEST(WatchPieces, AddsUpWhatIsLateOfPiecesThatArrived) {
  NoProgress progress;
  std::vector<Bytes> sent;
  const Instant begin = Instant::clock::now();
  const auto move_next = [&](Bytes size, const Arrivals& arrived) {
    sent.push_back(size);
    if (sent.size() == 1) return;
    const Instant end = begin + 2ms * sent.size();
    while (Instant::clock::now() < end) {
    }
    arrived({sent[sent.size() - 2], end});
  };
  const LinkFit line{0ms, 0ms, Bandwidth{1000}};
  const auto late = watch_pieces(move_next, {Bytes(1), Bytes(2)}, line, 30ms, progress);
  ASSERT_EQ(late.size(), kInterruptionPercents.size());
  ASSERT_GE(sent.size(), 10u);
  // The first one that arrived took as long as it took to get here.
  const auto small = static_cast<std::int64_t>(sent.size() / 2 - 1);
  EXPECT_EQ(late[0].percent, 0);
  EXPECT_GE(late[0].lost, small * 1ms);
  EXPECT_LE(late[0].lost, small * 1ms + 4ms);
  EXPECT_EQ(late[4].percent, 50);
  EXPECT_GE(late[4].lost, small * 500us);
  EXPECT_LE(late[4].lost, small * 500us + 4ms);
  EXPECT_LE(late[5].lost, 4ms) << "twice is not beyond 100 % more";
}

}  // namespace
}  // namespace rtswap
