// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>

#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/placements.h"
#include "test/support/small_task_set.h"

// Jobs that lose the device between two groups, to better ones of higher levels: they give what they
// would give alone, and the trace says that the rules were kept.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class ExecutorPreemption : public testing::TestWithParam<Placement> {
 protected:
  // A long job behind a slow link, and a short one that comes often.
  TaskSetSpec long_and_short() const {
    TaskSetSpec set = task_set({networks.task("chain", 60ms), networks.task("residual", 7ms)}, 0);
    set.placement = GetParam();
    set.jobs.reset();
    set.duration = 300ms;
    set.memory_limit = limit_range(set).smallest;
    set.link = LinkSpec{Bandwidth{4'000'000}, Nanos(0)};
    set.memory_limit = *set.memory_limit + dn::kKiB * 512;  // an arena for each level
    set.tasks[0].retain = RetainRule::kNone;
    set.tasks[1].retain = RetainRule::kAll;
    return set;
  }
  static std::ptrdiff_t preemptions(const Trace& trace) {
    return std::ranges::count(trace.events, EventKind::kPreempt, &Event::kind);
  }
  static void expect_valid(const Trace& trace) {
    const Validation validation = validate(trace);
    EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
  }

  SmallNetworks networks;
};

TEST_P(ExecutorPreemption, BetterJobsComeInBetweenTwoGroups) {
  TaskSetSpec set = long_and_short();
  EXPECT_EQ(preemptions(traced_run(set)), 0);
  set.preemption = Preemption::kGroupBoundary;
  const Trace trace = traced_run(set);
  EXPECT_GT(preemptions(trace), 5);
  expect_valid(trace);
}

TEST_P(ExecutorPreemption, BestEffortJobsGiveWayToAll) {
  TaskSetSpec set = long_and_short();
  set.policy = PolicyKind::kFifo;
  set.tasks[0].best_effort = true;
  const Trace trace = traced_run(set);
  EXPECT_GT(preemptions(trace), 5);
  expect_valid(trace);
}

TEST_P(ExecutorPreemption, PreemptedJobsGiveWhatTheyGiveAlone) {
  TaskSetSpec set = long_and_short();
  set.preemption = Preemption::kGroupBoundary;
  set.tasks.push_back(networks.task("detector", 11ms));
  set.tasks.push_back(networks.task("chain", 37ms));  // shares the weights of the first
  set.tasks.back().name = "chain2";
  set.tasks.back().retain = RetainRule::kNone;
  set.duration.reset();
  set.jobs = 8;
  const RunResults run_results = run(set), expected = expected_results(set);
  for (std::size_t task = 0; task < expected.jobs.size(); ++task) {
    ASSERT_EQ(run_results.jobs[task].size(), expected.jobs[task].size()) << "task " << task;
    for (std::size_t job = 0; job < expected.jobs[task].size(); ++job) {
      EXPECT_EQ(bits_of(run_results.jobs[task][job]), bits_of(expected.jobs[task][job]))
          << "task " << task << " job " << job;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Placements, ExecutorPreemption, testing::ValuesIn(kPlacements),
                         placement_name);

}  // namespace
}  // namespace rtswap::test
