// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/simulation_table.h"

#include <gtest/gtest.h>

#include <array>

namespace rtswap {
namespace {

TEST(SimulationTable, HasALinePerTaskAndWhatTheLinkDid) {
  TaskSetSpec set;
  set.tasks.resize(2);
  set.tasks[0].name = "front";
  set.tasks[0].deadline = std::chrono::milliseconds(20);
  set.tasks[1].name = "a-name-that-is-too-long";
  set.tasks[1].deadline = std::chrono::milliseconds(30);
  SimulationResult result;
  result.skipped = {0, 3};
  result.broken_windows = {0, 0};
  JobHistory job;
  job.end = result.end = Instant(std::chrono::milliseconds(25));
  job.device_end = Instant(std::chrono::milliseconds(10));
  job.stall = std::chrono::milliseconds(5);
  job.loaded = result.loaded = dn::kMiB * 4;
  job.missed = true;
  result.jobs = {job};
  result.link_busy = std::chrono::milliseconds(10);
  const std::array<std::optional<Nanos>, 2> bounds = {std::nullopt, std::chrono::milliseconds(28)};
  EXPECT_EQ(simulation_table(set, result, bounds),
            "task                jobs missed   skip    min ms    median       p99       max     "
            "bound  deadline  stall ms  swapped in\n"
            "front                  1      1      0     25.00     25.00     25.00     25.00     "
            "    -     20.00       5.0    4.00 MiB\n"
            "a-name-that-is-t       0      0      3      0.00      0.00      0.00      0.00     "
            "28.00     30.00       0.0         0 B\n"
            "device computing 20.0 %, link busy 40.0 % of 0.03 s; 4.00 MiB over the link\n");
}

}  // namespace
}  // namespace rtswap
