// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/task_history.h"

#include <gtest/gtest.h>

namespace rtswap {
namespace {

JobHistory job(std::uint32_t task, Nanos response) {
  JobHistory history;
  history.job.task = TaskId{task};
  history.end = Instant(response);
  history.stall = Nanos(1);
  history.loaded = dn::kMiB;
  return history;
}

TEST(TaskHistory, AddsUpTheJobsOfEachTask) {
  SimulationResult result;
  result.skipped = {0, 2, 0};
  result.broken_windows = {0, 1, 0};
  for (int i = 200; i > 0; --i) result.jobs.push_back(job(0, Nanos(i)));
  result.jobs.push_back(job(1, Nanos(7)));
  result.jobs.push_back(job(1, Nanos(9)));
  result.jobs[200].missed = true;
  result.jobs[201].missed = result.jobs[201].aborted = true;
  const std::vector<TaskHistory> tasks = task_histories(result);
  ASSERT_EQ(tasks.size(), 3u);
  EXPECT_EQ(tasks[0].jobs, 200u);
  EXPECT_EQ(tasks[0].response(0), Nanos(1));
  EXPECT_EQ(tasks[0].response(50), Nanos(100));
  EXPECT_EQ(tasks[0].response(99), Nanos(198));
  EXPECT_EQ(tasks[0].response(100), Nanos(200));
  EXPECT_EQ(tasks[0].stall, Nanos(200));
  EXPECT_EQ(tasks[0].loaded, dn::kMiB * 200);
  EXPECT_EQ(tasks[1].missed, 2u);
  EXPECT_EQ(tasks[1].aborted, 1u);
  EXPECT_EQ(tasks[1].skipped, 2u);
  EXPECT_EQ(tasks[1].broken_windows, 1u);
  EXPECT_EQ(tasks[1].response(100), Nanos(7)) << "an aborted job has no response";
  EXPECT_EQ(tasks[2].response(50), Nanos(0));
}

}  // namespace
}  // namespace rtswap
