// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/volume_schedule.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "rtswap/analysis/np_edf_demand.h"
#include "test/support/device_tasks.h"

namespace rtswap {
namespace {

using dn::Bytes;

VolumeTask volume_task(DeviceTask timing, std::uint64_t volume, std::int64_t swap_in,
                       std::int64_t swap_out) {
  return {timing, Bytes(volume), Nanos(swap_in), Nanos(swap_out)};
}

// Whether a deadline of so much is met by the most urgent of the tasks, and one less is not.
void expect_response_of_last(std::vector<VolumeTask> tasks, Bytes area, std::int64_t response) {
  tasks.back().timing.deadline = Nanos(response);
  EXPECT_FALSE(misses_with_volumes(tasks, area));
  tasks.back().timing.deadline = Nanos(response - 1);
  EXPECT_TRUE(misses_with_volumes(tasks, area));
}

// 10 out and 20 in for each; the long job runs 30, the short one 5. One unit after the long one was
// granted the short one becomes ready: 30 + 30 for the long one, then 30 + 5.
TEST(VolumeSchedule, WithRoomForOneVolumeNothingOverlaps) {
  const std::vector<VolumeTask> tasks = {volume_task(device_task(1000, 30), 7, 20, 10),
                                         volume_task(device_task(900, 5), 7, 20, 10)};
  expect_response_of_last(tasks, Bytes(7), 30 + 30 + 30 + 5 - 1);
}

// With room for two, and a third task between them in urgency: before, the long one (1000) and the
// short one were left in and out. The short one comes in while the blocking one runs.
TEST(VolumeSchedule, WithRoomForTwoASwapHidesBehindTheJobBefore) {
  const std::vector<VolumeTask> tasks = {volume_task(device_task(1000, 40), 7, 20, 10),
                                         volume_task(device_task(950, 40), 7, 20, 10),
                                         volume_task(device_task(900, 5), 7, 20, 10)};
  expect_response_of_last(tasks, Bytes(14), 30 + 40 + 5 - 1);
  // What is longer than the job before it shows.
  std::vector<VolumeTask> slow = tasks;
  slow.back().swap_in = Nanos(50);
  expect_response_of_last(slow, Bytes(14), 30 + 60 + 5 - 1);
}

TEST(VolumeSchedule, WithRoomForAllNothingIsSwapped) {
  const std::vector<VolumeTask> tasks = {volume_task(device_task(1000, 30), 7, 20, 10),
                                         volume_task(device_task(900, 5), 7, 20, 10)};
  expect_response_of_last(tasks, Bytes(14), 30 + 5 - 1);
}

// Each job swaps for longer than it runs: the link is what is overloaded.
TEST(VolumeSchedule, SeesALinkThatIsTooSlow) {
  std::vector<VolumeTask> tasks = {volume_task(device_task(100, 10), 7, 40, 0),
                                   volume_task(device_task(100, 10), 7, 40, 0)};
  EXPECT_FALSE(misses_with_volumes(tasks, Bytes(7)));
  tasks[0].swap_in = Nanos(45);
  EXPECT_TRUE(misses_with_volumes(tasks, Bytes(7)));
}

// Without volumes it is non-preemptive EDF, for which the demand test is exact, but for sets that
// are late only when equal deadlines are served in another order.
TEST(VolumeSchedule, WithoutVolumesItFindsTheMissesThatThereAre) {
  std::mt19937 random(5);
  const auto pick = [&](std::int64_t least, std::int64_t most) {
    return least +
           static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most - least + 1));
  };
  int accepted = 0, refused = 0, found = 0;
  for (int set = 0; set < 2000; ++set) {
    std::vector<VolumeTask> tasks;
    std::vector<DeviceTask> timings;
    for (std::int64_t i = pick(1, 4); i > 0; --i) {
      const std::int64_t period = pick(4, 20);
      const std::int64_t jitter = set % 2 == 0 ? 0 : pick(0, 3);
      DeviceTask task = device_task(period, pick(1, 4));
      task = with_deadline(task, pick(period / 2 + 1, period), jitter);
      timings.push_back(task);
      tasks.push_back(volume_task(task, 0, 0, 0));
    }
    const bool misses = misses_with_volumes(tasks, Bytes(0));
    const bool is_schedulable = np_edf_demand(timings);
    EXPECT_FALSE(misses && is_schedulable) << "set " << set;
    ++(is_schedulable ? accepted : refused);
    found += misses ? 1 : 0;
  }
  EXPECT_GT(accepted, 200);
  EXPECT_GT(refused, 200);
  EXPECT_GE(found, refused * 98 / 100);
}

}  // namespace
}  // namespace rtswap
