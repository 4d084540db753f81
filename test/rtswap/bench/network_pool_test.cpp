// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/network_pool.h"

#include <gtest/gtest.h>

#include <chrono>

#include "darknet/base/error.h"
#include "rtswap/config/profile_file.h"
#include "test/rtswap/bench/small_pool.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TEST(NetworkPool, KnowsWhatNetworksTakeAlone) {
  const NetworkPool pool = test::small_pool();
  ASSERT_EQ(pool.size(), 3u);
  EXPECT_EQ(pool[0].weights, dn::kMiB * 128);
  EXPECT_EQ(pool[0].resident, 4800us);  // 4 ms and the margin
  EXPECT_EQ(pool[0].wcet, 4800us);      // calls and threads take nothing here
  // Longer than to run, once there; shorter than to load and then run.
  EXPECT_GT(pool[0].streamed, pool[0].resident);
  EXPECT_LT(pool[0].streamed, pool[0].resident + 3ms);
  // One step: 1 MiB at 50 GB/s, 10 us late, and then it runs.
  const NetworkPool single({test::pooled_profile("a.cfg", 1, 1ms, dn::kMiB)}, Margin{});
  EXPECT_NEAR(static_cast<double>(single[0].streamed.count()), (20'972 + 10'000 + 1e6) * 1.2, 10);
}

TEST(NetworkPool, HasTheSlowestLinkAndThreadsForAll) {
  std::vector<Profile> profiles = {test::pooled_profile("a.cfg", 1, 1ms, dn::kMiB),
                                   test::pooled_profile("b.cfg", 1, 1ms, dn::kMiB)};
  profiles[0].host.wake = test::constant(70us);
  profiles[1].link.device_busy.bandwidth = Bandwidth{500'000'000};
  const NetworkPool pool(profiles, Margin{});
  EXPECT_EQ(pool[0].profile.link, profiles[1].link);
  EXPECT_EQ(pool[1].profile.host.wake, profiles[0].host.wake);
}

TEST(NetworkPool, NoTwoTasksShareWeights) {
  const std::size_t chosen[] = {1, 1, 2};
  const NetworkPool pool = test::small_pool();
  const TaskSetSpec set = pool.tasks(chosen);
  EXPECT_EQ(networks_of_tasks(set), (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(pool.profiles(chosen).networks[1], pool[1].profile);
}

TEST(NetworkPool, RefusesNoneAndOtherDevices) {
  EXPECT_THROW(NetworkPool({}, Margin{}), dn::Error);
  std::vector<Profile> profiles(2, test::pooled_profile("a.cfg", 1, 1ms, dn::kMiB));
  profiles[1].device.name = "another";
  EXPECT_THROW(NetworkPool(profiles, Margin{}), dn::Error);
  profiles[1] = profiles[0];
  profiles[1].network.precision = "int3";
  EXPECT_THROW(NetworkPool(profiles, Margin{}), dn::Error);
}

TEST(NetworkPool, ReadsFilesAndDirectories) {
  const dn::test::TempDir directory;
  for (const char* name : {"b", "a"})
    write_profile_file((directory / (std::string(name) + ".json")),
                       test::pooled_profile(name, 1, 1ms, dn::kMiB));
  const std::vector<Profile> profiles =
      read_profiles({(directory / (std::string("b") + ".json")), directory.path()});
  ASSERT_EQ(profiles.size(), 3u);
  EXPECT_EQ(profiles[0].network.cfg, "b");
  EXPECT_EQ(profiles[1].network.cfg, "a");
  const dn::test::TempDir empty;
  EXPECT_THROW(read_profiles({empty.path()}), dn::Error);
}

}  // namespace
}  // namespace rtswap
