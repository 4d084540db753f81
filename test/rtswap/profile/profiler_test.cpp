// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>

#include "darknet/base/error.h"
#include "darknet/device/host/host_device.h"
#include "test/rtswap/profile/profile_fixture.h"

namespace rtswap {
namespace {

using test::CountingProgress;
using test::small_request;

TEST(Profiler, MeasuresEverythingOnTheCpu) {
  const dn::test::TempDir dir;
  dn::HostDevice device;
  CountingProgress progress;
  const Profile profile = make_profile(device, small_request(dir), progress);
  test::expect_whole(profile, 4);
  EXPECT_EQ(profile.device.kind, "cpu");
  EXPECT_EQ(profile.device.compute_threads, 1);
  EXPECT_FALSE(profile.device.facts.empty());
  ASSERT_TRUE(std::ranges::equal(profile.interruptions, kInterruptionPercents, {},
                                 &Interruptions::percent));
  EXPECT_GT(profile.interruptions.front().lost, Nanos(0)) << "no two runs take the same";
  EXPECT_TRUE(
      std::ranges::is_sorted(profile.interruptions, std::ranges::greater(), &Interruptions::lost));
  EXPECT_FALSE(progress.ticks.empty());
  ASSERT_FALSE(profile.noise.empty());
  EXPECT_NE(profile.noise[0].find("4 runs are too few"), std::string::npos) << profile.noise[0];
}

TEST(Profiler, BatchMakesTheMemoryLarger) {
  const dn::test::TempDir dir;
  dn::HostDevice device;
  CountingProgress progress;
  ProfileRequest request = small_request(dir);
  request.runs = 1;
  const Profile one = make_profile(device, request, progress);
  request.batch = 3;
  const Profile three = make_profile(device, request, progress);
  EXPECT_EQ(three.network.batch, 3);
  EXPECT_GT(three.network.arena, one.network.arena);
  EXPECT_EQ(three.network.weight_bytes, one.network.weight_bytes);
}

// Wherever the user stops it, also while a second thread copies or computes: no thread is left.
// How many ticks a part has depends on how busy the machine is; five it always has.
TEST(Profiler, StopsInEveryPart) {
  const dn::test::TempDir dir;
  dn::HostDevice device;
  CountingProgress whole;
  ProfileRequest request = small_request(dir);
  request.runs = 1;
  make_profile(device, request, whole);
  EXPECT_EQ(whole.ticks.size(), 5u);
  for (const auto& [part, ticks] : whole.ticks) {
    for (const int at : {1, 2, 5}) {
      SCOPED_TRACE(part + ", " + std::to_string(at));
      CountingProgress progress;
      progress.stop_in = part;
      progress.stop_at = at;
      EXPECT_THROW(make_profile(device, request, progress), std::runtime_error);
      EXPECT_EQ(progress.part, part);
    }
  }
}

TEST(Profiler, RefusesWhatTheDeviceCannotCompute) {
  const dn::test::TempDir dir;
  dn::HostDevice device;
  CountingProgress progress;
  ProfileRequest request = small_request(dir);
  request.precision = dn::Precision::kFloat16;
  try {
    make_profile(device, request, progress);
    FAIL();
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    EXPECT_NE(std::string(e.what()).find("fp32"), std::string::npos);
  }
}

}  // namespace
}  // namespace rtswap
