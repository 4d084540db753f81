// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "test/support/small_task_set.h"

// In which order jobs that wait for the device get it. A blocker holds the device until all of them
// wait.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

struct OrderCase {
  PolicyKind policy;
  std::string order;  // of the tasks x, y and z
};

class ExecutorOrder : public testing::TestWithParam<OrderCase> {
 protected:
  TaskSpec waiting(const std::string& name, Nanos phase, Nanos deadline, Nanos period,
                   int priority) const {
    TaskSpec task = networks.task("residual", period);
    task.name = name;
    task.phase = phase;
    task.deadline = deadline;
    task.priority = priority;
    return task;
  }
  // Each policy finds another order. The blocker streams ten groups of 8 ms or more each, and the
  // others are released behind its start, within its time.
  TaskSetSpec set() const {
    TaskSpec blocker = networks.task("chain", 20s);
    blocker.name = "blocker";
    blocker.priority = 0;
    TaskSetSpec set = task_set({blocker, waiting("x", 12ms, 503ms, 1s, 2),
                                waiting("y", 10ms, 504ms, 2s, 3), waiting("z", 11ms, 502ms, 4s, 1)},
                               1);
    set.policy = GetParam().policy;
    set.link = LinkSpec{{10'000'000'000}, 8ms};
    set.group = dn::Bytes(4096);
    set.memory_limit = limit_range(set).smallest;
    return set;
  }

  SmallNetworks networks;
};

using Records = std::vector<const JobRecord*>;  // [task]; task 0 is the blocker

// On a machine that is busy with other things, threads may wake too late for the plan of this test.
bool blocker_blocked(const Records& records) {
  return std::all_of(records.begin() + 1, records.end(), [&](const JobRecord* record) {
    return record->ready > records[0]->start && record->ready < records[0]->device_end;
  });
}

TEST_P(ExecutorOrder, IsThePolicys) {
  const TaskSetSpec tasks = set();
  for (int attempt = 0; attempt < 5; ++attempt) {
    const RunResults results = run(tasks);
    Records records;
    for (const auto& jobs : results.jobs) records.push_back(&jobs.at(0).record);
    if (!blocker_blocked(records)) continue;
    std::ranges::sort(records, {}, &JobRecord::start);
    std::string order;
    for (const JobRecord* record : records) order += tasks.tasks[record->job.task.value].name;
    EXPECT_EQ(order, "blocker" + GetParam().order);
    for (std::size_t i = 1; i < records.size(); ++i)
      EXPECT_GE(records[i]->start, records[i - 1]->device_end) << "two jobs at a time";
    return;
  }
  GTEST_SKIP() << "the machine is too busy: the jobs never waited behind the blocker";
}

INSTANTIATE_TEST_SUITE_P(
    Policies, ExecutorOrder,
    testing::Values(OrderCase{PolicyKind::kEdf, "zyx"}, OrderCase{PolicyKind::kDm, "zxy"},
                    OrderCase{PolicyKind::kRm, "xyz"}, OrderCase{PolicyKind::kFp, "yxz"},
                    OrderCase{PolicyKind::kFifo, "yzx"}),
    [](const auto& info) { return std::string(name_of(kPolicyNames, info.param.policy)); });

}  // namespace
}  // namespace rtswap::test
