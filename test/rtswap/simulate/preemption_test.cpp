// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rtswap/sched/preemption_levels.h"
#include "rtswap/simulate/simulated_trace.h"
#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/simulated_stage.h"

// Preemption at group boundaries: schedules worked out by hand, and what their traces have to say.
// A unit is a nanosecond.
namespace rtswap {
namespace {

Trace trace_of(const SimulatedStage& stage, const SimulationOptions& options) {
  TraceCollector collector;
  stage.run(options, &collector);
  const std::vector<std::string> names(stage.plan().networks.size(), "network");
  return collector.take(simulated_trace_header(
      {stage.set(), stage.plan(), stage.task_networks(), stage.timing()}, names, {}));
}

// Due 9, 12 and 6 after their releases at 1, 0 and 2.
SimulatedStage three_tasks() {
  SimulatedStage stage;
  stage.set().preemption = Preemption::kGroupBoundary;
  stage.add(Nanos(10), Nanos(9), {{Nanos(2)}}).phase = Nanos(1);
  stage.add(Nanos(12), Nanos(12), {{Nanos(3)}, {Nanos(1)}});
  stage.add(Nanos(20), Nanos(6), {{Nanos(3)}}).phase = Nanos(2);
  stage.plan().levels = finest_levels(stage.set());
  return stage;
}

TEST(Preemption, BetterJobsComeInBetweenTwoGroups) {
  const SimulatedStage stage = three_tasks();
  EXPECT_EQ(stage.plan().levels, (PreemptionLevels{1, 0, 2}));
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(12)))), "2.0 3-6, 0.0 6-8, 1.0 0-9, 0.1 11-13");
}

TEST(Preemption, AJobOfTheSameLevelWaits) {
  SimulatedStage stage = three_tasks();
  stage.plan().levels = {0, 0, 1};
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(12)))), "2.0 3-6, 1.0 0-7, 0.0 7-9, 0.1 11-13");
}

// The best ready job, of task 0, has to wait for the one of task 1 that has begun; so has that of
// task 2, which could preempt it but is not the best.
TEST(Preemption, NobodyOvertakesTheBestReadyJob) {
  SimulatedStage stage = three_tasks();
  stage.plan().levels = {0, 0, 1};
  stage.set().tasks[2].deadline = Nanos(10);
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(12)))), "1.0 0-4, 0.0 4-6, 2.0 6-9, 0.1 11-13");
}

TEST(Preemption, BestEffortTasksGiveWayUnderEveryPolicy) {
  for (const auto& policy : kPolicyNames) {
    SimulatedStage stage;
    stage.set().policy = policy.value;
    stage.add(Nanos(10), Nanos(10), {{Nanos(2)}}).phase = Nanos(1);
    stage.add(Nanos(5), Nanos(5), {{Nanos(3)}, {Nanos(1)}}).best_effort = true;
    stage.plan().levels = finest_levels(stage.set());
    EXPECT_EQ(schedule(stage.run(for_duration(Nanos(4)))), "0.0 3-5, 1.0 0-6 missed")
        << policy.name;
  }
}

// Group 1 is there when the job is preempted, its place is taken meanwhile, and it comes once more.
TEST(Preemption, WhatIsOverwrittenIsLoadedAgain) {
  SimulatedStage stage(1);
  stage.set().preemption = Preemption::kGroupBoundary;
  stage.add(Nanos(100), Nanos(100), {{Nanos(10)}, {Nanos(2), Nanos(4), {0}}});
  stage.add(Nanos(50), Nanos(50), {{Nanos(3), Nanos(5), {0}}}).phase = Nanos(1);
  stage.plan().levels = finest_levels(stage.set());
  // 1.0 from 10: load 5, run 3; 0.0 again: load 4, run 2.
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(20)))), "1.0 10-18, 0.0 0-24");
}

TEST(Preemption, ItsTraceIsValid) {
  const Trace trace = trace_of(three_tasks(), for_duration(Nanos(50)));
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
}

TEST(Preemption, ATraceWithOtherLevelsBreaksThePolicy) {
  Trace trace = trace_of(three_tasks(), for_duration(Nanos(12)));
  trace.header.plan.levels = {0, 0, 1};
  EXPECT_GT(validate(trace).count(Rule::kPolicy), 0u) << "0.0 may not preempt 1.0 now";
  trace.header.plan.levels = {};
  EXPECT_GT(validate(trace).count(Rule::kPolicy), 0u);
}

TEST(Preemption, APreemptedJobRunsNoGroup) {
  Trace trace = trace_of(three_tasks(), for_duration(Nanos(12)));
  std::erase_if(trace.events, [](const Event& e) { return e.kind == EventKind::kPreempt; });
  const Validation validation = validate(trace);
  EXPECT_GT(validation.count(Rule::kOneJob), 0u);
  EXPECT_GT(validation.count(Rule::kJobLife), 0u);
}

TEST(Preemption, AResumedJobIsTheOnePreemptedLast) {
  SimulatedStage stage = three_tasks();
  Trace trace = trace_of(stage, for_duration(Nanos(12)));
  for (Event& event : trace.events) {
    if (event.kind == EventKind::kResume) event.task = 0;
  }
  EXPECT_GT(validate(trace).count(Rule::kPolicy), 0u);
}

}  // namespace
}  // namespace rtswap
