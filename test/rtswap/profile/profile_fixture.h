// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "rtswap/profile/profiler.h"
#include "test/support/temp_dir.h"

namespace rtswap::test {

// Two convolutions, and a connected layer whose 2 MiB of weights are cut into parts on the CPU.
inline constexpr const char* kSmallCfg =
    "[net]\nwidth=32\nheight=32\nchannels=3\n"
    "[convolutional]\nfilters=8\nsize=3\npad=1\nstride=2\nactivation=leaky\n"
    "[convolutional]\nfilters=8\nsize=3\npad=1\nactivation=leaky\n"
    "[connected]\noutput=256\nactivation=linear\n"
    "[softmax]\n";

class CountingProgress final : public ProfileProgress {
 public:
  void begin(std::string_view what) override { part = what; }
  void tick() override {
    if (++ticks[part] == stop_at && part == stop_in) throw std::runtime_error(part);
  }
  std::string part;
  std::map<std::string, int> ticks;  // of every part that has any
  std::string stop_in;               // a part; "" = none
  int stop_at = 1;                   // which of its ticks
};

inline ProfileRequest small_request(const dn::test::TempDir& dir) {
  ProfileRequest request;
  request.cfg = dir.write("small.cfg", kSmallCfg);
  request.weights = "random:1";
  request.runs = 4;
  request.threads = 1;
  request.watch = std::chrono::milliseconds(50);
  return request;
}

inline void expect_measured(const TimeStats& times, std::uint32_t runs) {
  EXPECT_EQ(times.runs, runs);
  EXPECT_LE(times.median, times.p99);
  EXPECT_LE(times.p99, times.max);
  EXPECT_GT(times.max, Nanos(0));
}

// Everything that must hold for a profile of small_request().
inline void expect_whole(const Profile& profile, std::uint32_t runs) {
  EXPECT_NE(profile.network.cfg_hash, 0u);
  dn::Bytes total;
  int connected_parts = 0;
  for (const StepProfile& step : profile.steps) {
    total += step.weights;
    connected_parts += step.type == "connected" ? 1 : 0;
    EXPECT_EQ(step.times.alone.runs, runs);
    EXPECT_EQ(step.times.link_busy.runs, runs);
  }
  EXPECT_GE(connected_parts, profile.device.kind == "cpu" ? 2 : 1);
  EXPECT_EQ(total, profile.network.weight_bytes);
  // A GPU's groups are watched for interruptions in as many runs more as there is time for.
  const auto watched = [&](const TimeStats& times) {
    return profile.device.kind == "cpu" ? runs : std::max(runs, times.runs);
  };
  ASSERT_EQ(profile.groupings.size(), kProfiledGroups.size() + 1);
  for (const GroupingProfile& grouping : profile.groupings) {
    int next = 0;
    for (const GroupProfile& group : grouping.groups) {
      EXPECT_EQ(group.first_step, next);
      next = group.last_step + 1;
      expect_measured(group.times.alone, watched(group.times.alone));
      expect_measured(group.times.link_busy, watched(group.times.link_busy));
    }
    EXPECT_EQ(next, static_cast<int>(profile.steps.size()));
  }
  EXPECT_GT(profile.groupings.front().groups.size(), 1u);
  EXPECT_EQ(profile.groupings.back().groups.size(), 1u);
  for (const PieceProfile& piece : profile.link.pieces) {
    expect_measured(piece.alone, runs);
    expect_measured(piece.device_busy, runs);
  }
  EXPECT_GT(profile.link.alone.bandwidth.bytes_per_second, 0u);
  ASSERT_FALSE(profile.mapping.empty());
  for (const MappingProfile& row : profile.mapping) expect_measured(row.map, runs);
  expect_measured(profile.calls.round_trip, runs);
  expect_measured(profile.host.wake, runs);
  expect_measured(profile.host.handover, runs);
  expect_measured(profile.host.finish, runs);
  EXPECT_EQ(profile.host.prepare.runs, runs);
}

}  // namespace rtswap::test
