// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>

#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/placements.h"
#include "test/support/small_task_set.h"

// What a run tells about itself keeps every rule of the validator.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class ExecutorTrace : public testing::TestWithParam<Placement> {
 protected:
  // All networks under the smallest limit, over a slow link.
  TaskSetSpec set(Nanos period, std::uint64_t jobs) const {
    std::vector<TaskSpec> tasks;
    for (const std::string& name : SmallNetworks::names())
      tasks.push_back(networks.task(name, period + 1ms * tasks.size()));
    TaskSetSpec set = task_set(std::move(tasks), jobs);
    set.memory_limit = limit_range(set).smallest;
    set.placement = GetParam();
    set.link = LinkSpec{{2'000'000'000}, 5us};
    return set;
  }

  SmallNetworks networks;
};

std::uint64_t count(const Trace& trace, EventKind kind) {
  return static_cast<std::uint64_t>(std::ranges::count(trace.events, kind, &Event::kind));
}

TEST_P(ExecutorTrace, IsValid) {
  const TaskSetSpec tasks = set(8ms, 25);
  const Trace trace = traced_run(tasks);
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
  EXPECT_EQ(validation.jobs, 25 * tasks.tasks.size());
  std::uint64_t groups = 0;
  for (const TracedTask& task : trace.header.tasks)
    groups += 25 * trace.header.plan.networks[task.network].groups.size();
  EXPECT_EQ(validation.groups, groups);
  EXPECT_GT(validation.loads, 0u) << "nothing was streamed: nothing was tried";
  EXPECT_GT(count(trace, EventKind::kStall), 0u);
  EXPECT_EQ(trace.header.device, "cpu");
  EXPECT_EQ(trace.header.clock_error, Nanos(0));
}

// More work than there is time for, with every way to go on.
TEST_P(ExecutorTrace, OfAnOverloadIsValidToo) {
  for (const auto& on_miss : kOnMissNames) {
    TaskSetSpec tasks = set(1ms, 30);
    tasks.on_miss = on_miss.value;
    tasks.link = LinkSpec{{500'000'000}, 50us};
    const Trace trace = traced_run(tasks);
    const Validation validation = validate(trace);
    EXPECT_TRUE(validation.is_clean()) << on_miss.name << "\n"
                                       << validation_text(trace, validation);
    EXPECT_GT(validation.misses, 0u) << on_miss.name;
    EXPECT_EQ(validation.skipped > 0, on_miss.value == OnMiss::kSkipNext) << on_miss.name;
    EXPECT_EQ(validation.aborted > 0, on_miss.value == OnMiss::kAbort) << on_miss.name;
  }
}

TEST_P(ExecutorTrace, OfEveryPolicyIsValid) {
  for (const auto& policy : kPolicyNames) {
    TaskSetSpec tasks = set(2ms, 20);
    tasks.policy = policy.value;
    for (std::size_t i = 0; i < tasks.tasks.size(); ++i)
      tasks.tasks[i].priority = static_cast<int>((i * 3) % tasks.tasks.size());
    const Trace trace = traced_run(tasks);
    const Validation validation = validate(trace);
    EXPECT_TRUE(validation.is_clean()) << policy.name << "\n" << validation_text(trace, validation);
  }
}

// Bursts that are held back, beside periodic tasks; late ones and left out ones, too.
TEST_P(ExecutorTrace, OfSporadicTasksIsValid) {
  for (const OnMiss on_miss : {OnMiss::kContinue, OnMiss::kSkipNext}) {
    TaskSetSpec tasks = set(4ms, 30);
    tasks.on_miss = on_miss;
    tasks.tasks[0].release.kind = ReleaseKind::kPoisson;
    tasks.tasks[0].release.mean_gap = 4ms;
    tasks.tasks[1].release.kind = ReleaseKind::kTrace;
    for (int burst = 0; burst < 10; ++burst)
      tasks.tasks[1].release.arrivals.insert(tasks.tasks[1].release.arrivals.end(), 3,
                                             20ms * burst);
    tasks.tasks[1].phase = 1ms;
    const Trace trace = traced_run(tasks);
    const Validation validation = validate(trace);
    EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
    EXPECT_EQ(validation.jobs + validation.skipped, 30 * tasks.tasks.size());
    EXPECT_TRUE(trace.header.tasks[0].sporadic);
    EXPECT_TRUE(trace.header.tasks[1].sporadic);
    EXPECT_FALSE(trace.header.tasks[2].sporadic);
  }
}

// Given up before their first group, late, and left out. With 1/1 every lost job breaks its window.
TEST_P(ExecutorTrace, OfFirmTasksInAnOverloadHasTheirBrokenWindows) {
  for (const FirmSpec firm : {FirmSpec{1, 2}, FirmSpec{1, 1}}) {
    for (const auto& on_miss : kOnMissNames) {
      TaskSetSpec tasks = set(1ms, 30);
      tasks.on_miss = on_miss.value;
      tasks.link = LinkSpec{{500'000'000}, 50us};
      for (TaskSpec& task : tasks.tasks) task.firm = firm;
      const Trace trace = traced_run(tasks);
      const Validation validation = validate(trace);
      for (const auto& rule : kRuleNames) {
        if (rule.value == Rule::kFirm) continue;
        EXPECT_EQ(validation.count(rule.value), 0u) << validation_text(trace, validation);
      }
      EXPECT_GT(validation.misses, 0u) << on_miss.name;
      if (firm.window == 1) {
        EXPECT_EQ(validation.count(Rule::kFirm), validation.misses + count(trace, EventKind::kSkip))
            << on_miss.name;
      } else {
        EXPECT_GT(validation.aborted, 0u) << on_miss.name;
      }
    }
  }
}

// The validator is not fooled by a true trace under a wrong header.
TEST_P(ExecutorTrace, IsNotValidAgainstLessThanItTook) {
  Trace trace = traced_run(set(8ms, 5));
  trace.header.memory_limit = dn::Bytes(trace.header.memory_limit->value / 2);
  EXPECT_GT(validate(trace).count(Rule::kMemory), 0u);
  for (TracedTask& task : trace.header.tasks) task.response_bound = 1ns;
  EXPECT_EQ(validate(trace).count(Rule::kResponse), validate(trace).jobs);
}

INSTANTIATE_TEST_SUITE_P(Placements, ExecutorTrace, testing::ValuesIn(kPlacements), placement_name);

}  // namespace
}  // namespace rtswap::test
