// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>

#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/placements.h"
#include "test/support/small_task_set.h"

// Jobs that lose the device between two groups, to better ones of higher levels: they give what
// they would give alone, and the trace says that the rules were kept.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class ExecutorPreemption : public testing::TestWithParam<Placement> {
 protected:
  // A long job of many groups behind a slow link, and one that comes often; nothing of either stays
  // on the device.
  TaskSetSpec long_and_short(Preemption preemption, bool best_effort) const {
    TaskSetSpec set = task_set({networks.task("chain", 60ms), networks.task("dense", 20ms)}, 0);
    set.placement = GetParam();
    set.preemption = preemption;
    set.jobs.reset();
    set.duration = 300ms;
    set.group = dn::kKiB * 8;
    set.tasks[0].best_effort = best_effort;
    set.memory_limit = limit_range(set).smallest;
    set.link = LinkSpec{Bandwidth{4'000'000}, Nanos(0)};
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
  EXPECT_EQ(preemptions(traced_run(long_and_short(Preemption::kNone, false))), 0);
  const Trace trace = traced_run(long_and_short(Preemption::kGroupBoundary, false));
  EXPECT_GT(preemptions(trace), 2);
  expect_valid(trace);
}

TEST_P(ExecutorPreemption, BestEffortJobsGiveWayToAll) {
  TaskSetSpec set = long_and_short(Preemption::kNone, true);
  set.policy = PolicyKind::kFifo;
  const Trace trace = traced_run(set);
  EXPECT_GT(preemptions(trace), 2);
  expect_valid(trace);
}

TEST_P(ExecutorPreemption, PreemptedJobsGiveWhatTheyGiveAlone) {
  TaskSetSpec set = long_and_short(Preemption::kGroupBoundary, false);
  set.tasks.push_back(networks.task("detector", 31ms));
  set.tasks.push_back(networks.task("chain", 37ms));  // shares the weights of the first
  set.tasks.back().name = "chain2";
  set.memory_limit = limit_range(set).smallest;
  set.duration.reset();
  set.jobs = 6;
  expect_same_results(run(set), expected_results(set));
}

INSTANTIATE_TEST_SUITE_P(Placements, ExecutorPreemption, testing::ValuesIn(kPlacements),
                         placement_name);

}  // namespace
}  // namespace rtswap::test
