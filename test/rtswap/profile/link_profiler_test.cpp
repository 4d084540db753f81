// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/link_profiler.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

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

// A byte takes 1 ms by the line, and every piece 2 ms: pieces of one byte are 1 ms late. They
// arrive when the next one is sent.
TEST(WatchPieces, AddsUpWhatIsLateOfPiecesThatArrived) {
  NoProgress progress;
  std::vector<Bytes> sent;
  int small = 0;
  const auto move_next = [&](Bytes size, const Arrivals& arrived) {
    if (!sent.empty()) {
      arrived({sent.back(), 2ms});
      small += sent.back() == Bytes(1) ? 1 : 0;
    }
    sent.push_back(size);
    std::this_thread::sleep_for(1ms);
  };
  const LinkFit line{0ms, 0ms, Bandwidth{1000}};
  const auto late = watch_pieces(move_next, {Bytes(1), Bytes(2)}, line, 20ms, progress);
  ASSERT_GE(small, 2);
  ASSERT_EQ(late.size(), kInterruptionPercents.size());
  EXPECT_EQ(late[0], (Interruptions{0, 1ms * small}));
  EXPECT_EQ(late[4], (Interruptions{50, 500us * small}));
  EXPECT_EQ(late[5], (Interruptions{100, 0ms}));
}

}  // namespace
}  // namespace rtswap
