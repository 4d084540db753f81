// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/simulate/task_history.h"
#include "test/support/simulated_stage.h"

// Schedules worked out by hand; a unit is a nanosecond.
namespace rtswap {
namespace {

using std::chrono::nanoseconds;

// Task 0: released at 1, 11, ...; task 1 at 0, 12, ...; task 2 at 2, 22, ...
SimulatedStage three_tasks() {
  SimulatedStage stage;
  stage.add(Nanos(10), Nanos(9), {{Nanos(2)}}).phase = Nanos(1);
  stage.add(Nanos(12), Nanos(12), {{Nanos(3)}, {Nanos(1)}});
  stage.add(Nanos(20), Nanos(6), {{Nanos(3)}}).phase = Nanos(2);
  return stage;
}

TEST(Simulation, EdfRunsTheEarliestDeadlineFirstAndNeverPreempts) {
  // 1.0 holds the device until 4; then deadlines 10 (task 0) and 8 (task 2) wait.
  EXPECT_EQ(schedule(three_tasks().run(for_duration(Nanos(20)))),
            "1.0 0-4, 2.0 4-7, 0.0 7-9, 0.1 11-13, 1.1 13-17");
}

TEST(Simulation, FixedPriorityRunsTheLargestFirst) {
  SimulatedStage stage = three_tasks();
  stage.set().policy = PolicyKind::kFp;
  stage.set().tasks[0].priority = 3;
  stage.set().tasks[1].priority = 2;
  stage.set().tasks[2].priority = 1;
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(20)))),
            "1.0 0-4, 0.0 4-6, 2.0 6-9 missed, 0.1 11-13, 1.1 13-17");
}

TEST(Simulation, FifoRunsTheEarliestReleaseFirst) {
  SimulatedStage stage = three_tasks();
  stage.set().policy = PolicyKind::kFifo;
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(20)))),
            "1.0 0-4, 0.0 4-6, 2.0 6-9 missed, 0.1 11-13, 1.1 13-17");
}

TEST(Simulation, RateMonotonicRunsTheShortestPeriodFirst) {
  SimulatedStage stage = three_tasks();
  stage.set().policy = PolicyKind::kRm;
  stage.set().tasks[2].period = Nanos(9);  // releases at 2, 11
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(12)))),
            "1.0 0-4, 2.0 4-7, 0.0 7-9, 2.1 11-14, 0.1 14-16");
}

TEST(Simulation, ArrivalsAreReleasedWhenTheyMayBe) {
  SimulatedStage stage;
  TaskSpec& task = stage.add(Nanos(10), Nanos(4), {{Nanos(3)}});
  task.release.kind = ReleaseKind::kTrace;
  task.release.arrivals = {Nanos(2), Nanos(5), Nanos(40)};
  stage.add(Nanos(100), Nanos(100), {{Nanos(2)}}).phase = Nanos(12);
  const SimulationResult result = stage.run(for_duration(Nanos(50)));
  // Job 1 is held back from 5 to 12, and its deadline counts from there.
  EXPECT_EQ(schedule(result), "0.0 2-5, 0.1 12-15, 1.0 15-17, 0.2 40-43");
  EXPECT_EQ(result.jobs.at(0).held, Nanos(0));
  EXPECT_EQ(result.jobs.at(1).held, Nanos(7));
  EXPECT_EQ(result.jobs.at(1).response(), Nanos(3));
  EXPECT_EQ(task_histories(result).at(0).held_back, 1U);
  EXPECT_EQ(task_histories(result).at(0).longest_hold, Nanos(7));
}

// Task 0 needs 6 of 10, task 1 10 of 20: too much.
SimulatedStage overloaded() {
  SimulatedStage stage;
  stage.add(Nanos(10), Nanos(10), {{Nanos(4)}, {Nanos(2)}});
  stage.add(Nanos(20), Nanos(20), {{Nanos(10)}});
  return stage;
}

TEST(Simulation, AFirmTaskLosesJobsThatCannotBeInTimeAndNoMore) {
  SimulatedStage stage = overloaded();
  stage.set().tasks[0].firm = FirmSpec{1, 2};
  const SimulationResult result = stage.run(for_duration(Nanos(60)));
  // At 16 job 1 has 4 left to its deadline and needs 6. It has no result to finish, so it ends
  // before the job that leaves the device then.
  EXPECT_EQ(schedule(result),
            "0.0 0-6, 0.1 16-16 aborted, 1.0 6-16, 0.2 20-26, 0.3 36-36 aborted, 1.1 26-36, 0.4 "
            "40-46, 0.5 56-56 aborted, 1.2 46-56");
  EXPECT_EQ(result.broken_windows, (std::vector<std::uint64_t>{0, 0}));
}

// Task 1 has no time left for what task 0 has to run: its windows break, and are counted.
TEST(Simulation, AFirmTaskThatMayLoseNothingMoreRunsItsJobsLate) {
  SimulatedStage stage = overloaded();
  stage.set().tasks[0].firm = FirmSpec{2, 3};
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(40)))),
            "0.0 0-6, 0.1 16-16 aborted, 1.0 6-16, 0.2 20-26, 1.1 26-36, 0.3 36-42 missed");
  EXPECT_EQ(stage.run(for_duration(Nanos(40))).broken_windows, (std::vector<std::uint64_t>{1, 0}));
  stage.set().tasks[0].firm = FirmSpec{1, 1};
  stage.set().tasks[1].firm = FirmSpec{1, 1};
  const SimulationResult firm = stage.run(for_duration(Nanos(60)));
  stage.set().tasks[0].firm.reset();
  stage.set().tasks[1].firm.reset();
  EXPECT_EQ(schedule(firm), schedule(stage.run(for_duration(Nanos(60)))));
  EXPECT_EQ(firm.broken_windows[0] + firm.broken_windows[1],
            static_cast<std::uint64_t>(std::ranges::count(firm.jobs, true, &JobHistory::missed)));
}

TEST(Simulation, HostPhasesWakeUpsAndDispatchingTakeTheirTime) {
  SimulatedStage stage;
  stage.add(Nanos(100), Nanos(100), {{Nanos(10)}});
  stage.timing().tasks[0].prepare = SimulatedStage::always(Nanos(5));
  stage.timing().tasks[0].finish = SimulatedStage::always(Nanos(7));
  stage.timing().dispatch = SimulatedStage::always(Nanos(2));
  stage.timing().wake = SimulatedStage::always(Nanos(1));
  const JobHistory job = stage.run(for_duration(Nanos(100))).jobs.at(0);
  EXPECT_EQ(job.woken, Instant(Nanos(1)));
  EXPECT_EQ(job.ready, Instant(Nanos(6)));
  EXPECT_EQ(job.grant, Instant(Nanos(8)));
  EXPECT_EQ(job.device_end, Instant(Nanos(18)));
  EXPECT_EQ(job.end, Instant(Nanos(26)));
}

// Three groups through two places: 0 and 1 side by side, 2 in the place of 0.
std::vector<SketchedGroup> streamed() {
  return {{Nanos(10), Nanos(4), {0}}, {Nanos(2), Nanos(4), {1}}, {Nanos(3), Nanos(5), {0}}};
}

TEST(Simulation, StreamedGroupsFollowTheRecurrence) {
  SimulatedStage stage(2);
  stage.add(Nanos(100), Nanos(100), streamed());
  // loads 0-4, 4-8, 14-19 (its place is free at 14); computing 4-14, 14-16, 19-22
  const JobHistory job = stage.run(for_duration(Nanos(100))).jobs.at(0);
  EXPECT_EQ(job.device_end, Instant(Nanos(22)));
  EXPECT_EQ(job.stall, Nanos(4 + 3));
  EXPECT_EQ(job.loaded, dn::kMiB * 3);
}

TEST(Simulation, ADeviceWithMemoryOfItsOwnComesToTheSame) {
  SimulatedStage stage(2);
  stage.add(Nanos(100), Nanos(100), streamed());
  SimulationOptions options = for_duration(Nanos(100));
  options.has_own_memory = true;
  EXPECT_EQ(stage.run(options).jobs.at(0).device_end, Instant(Nanos(22)));
}

TEST(Simulation, PrefetchingHidesLoads) {
  // While task 0 computes in 0-20 it needs no load; task 1's first group comes into place 0 by
  // then.
  SimulatedStage stage(2);
  stage.add(Nanos(100), Nanos(100), {{Nanos(20)}});
  stage.add(Nanos(100), Nanos(100), {{Nanos(5), Nanos(4), {0}}, {Nanos(5), Nanos(4), {1}}}).phase =
      Nanos(1);
  const SimulationResult result = stage.run(for_duration(Nanos(100)));
  EXPECT_EQ(schedule(result), "0.0 0-20, 1.0 20-30");
  EXPECT_EQ(result.jobs.at(1).stall, Nanos(0));
  EXPECT_EQ(result.jobs.at(1).loaded, dn::kMiB * 2);
}

// Task 1 is expected next, and its group is on the link, when the job of task 2 comes, whose group
// wants the same place.
TEST(Simulation, AWrongPredictionCostsAtMostAPiece) {
  SimulatedStage stage(1);
  stage.add(Nanos(1000), Nanos(1000), {{Nanos(48), Nanos(1), {0}}});
  stage.add(Nanos(1000), Nanos(1000), {{Nanos(5), Nanos(8), {0}}}).phase = Nanos(50);
  stage.add(Nanos(1000), Nanos(100), {{Nanos(5), Nanos(6), {0}}}).phase = Nanos(52);
  stage.timing().tasks[1].prepare = SimulatedStage::always(Nanos(20));
  // The place is read until 49, so the prefetch crosses in 49-57; task 2 loads in 57-63. From 68 on
  // the link brings task 1's group again, which is granted at 70.
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(1000)))), "0.0 0-49, 2.0 52-68, 1.0 70-81");
  // In a place of its own, task 1's group stays.
  stage.plan().streaming_chunks = 2;
  stage.plan().networks[1].groups[0].chunks = {1};
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(1000)))), "0.0 0-49, 2.0 52-63, 1.0 70-75");
}

TEST(Simulation, APrefetchGoesOnOnlyWhenTheRunningJobHasNoLoadLeft) {
  // Task 1's group has three pieces of 4 units. One is on the link when task 2's job is granted: it
  // arrives, the others wait until that job's loads are over, though its last one waits for a
  // place.
  SimulatedStage stage(8);
  std::vector<std::uint32_t> large;
  for (std::uint32_t chunk = 2; chunk < 8; ++chunk) large.push_back(chunk);
  stage.add(Nanos(1000), Nanos(1000), {{Nanos(10)}});
  stage.add(Nanos(1000), Nanos(1000), {{Nanos(5), Nanos(12), large}}).phase = Nanos(40);
  stage.add(Nanos(1000), Nanos(100), {{Nanos(9), Nanos(6), {0}}, {Nanos(1), Nanos(6), {0}}}).phase =
      Nanos(12);
  stage.timing().tasks[0].prepare = SimulatedStage::always(Nanos(1));
  stage.timing().tasks[2].prepare = SimulatedStage::always(Nanos(1));
  stage.set().tasks[1].phase = Nanos(11);
  stage.timing().tasks[1].prepare = SimulatedStage::always(Nanos(20));
  // 0.0 1-11. Prefetch of task 1 from 1 on: it is expected at 11. It is there at 13: task 2 is on
  // time to find the link free.
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(1000)))), "0.0 1-11, 2.0 13-35, 1.0 35-40");
  // Expected at 5 only when the device is idle, from 11 on: pieces at 11-15, then held. Task 2's
  // loads are at 15-21 and 30-36, the rest of the prefetch at 36-40 and 40-44.
  stage.timing().tasks[0].groups[0].load = SimulatedStage::always(Nanos(1));
  stage.timing().tasks[0].groups[0].retained = false;
  stage.plan().networks[0].groups[0].retained = false;
  stage.plan().networks[0].groups[0].chunks = large;
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(1000)))), "0.0 1-12, 2.0 13-38, 1.0 38-50");
}

TEST(Simulation, HostPhasesComeBeforeComputingWhereTheyShareProcessors) {
  SimulatedStage stage;
  stage.add(Nanos(100), Nanos(100), {{Nanos(10)}});
  stage.add(Nanos(100), Nanos(100), {{Nanos(10)}}).phase = Nanos(3);
  stage.timing().tasks[1].prepare = SimulatedStage::always(Nanos(4));
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(100)))), "0.0 0-10, 1.0 10-20");
  stage.timing().host_shares_device = true;
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(100)))), "0.0 0-14, 1.0 14-24");
}

// A job of 25 every 10.
SimulatedStage overloaded(OnMiss on_miss) {
  SimulatedStage stage;
  stage.add(Nanos(10), Nanos(10), {{Nanos(8)}, {Nanos(8)}, {Nanos(8)}, {Nanos(1)}});
  stage.set().on_miss = on_miss;
  return stage;
}

TEST(Simulation, OnMissContinueRunsEveryRelease) {
  const SimulationResult result = overloaded(OnMiss::kContinue).run(for_duration(Nanos(40)));
  EXPECT_EQ(schedule(result),
            "0.0 0-25 missed, 0.1 25-50 missed, 0.2 50-75 missed, "
            "0.3 75-100 missed");
  EXPECT_EQ(result.skipped.at(0), 0u);
}

TEST(Simulation, OnMissSkipNextLeavesOutWhatItRanOver) {
  const SimulationResult result = overloaded(OnMiss::kSkipNext).run(for_duration(Nanos(40)));
  EXPECT_EQ(schedule(result), "0.0 0-25 missed, 0.3 30-55 missed");
  EXPECT_EQ(result.skipped.at(0), 2u);
}

TEST(Simulation, OnMissAbortGivesUpAtTheNextGroup) {
  const SimulationResult result = overloaded(OnMiss::kAbort).run(for_duration(Nanos(30)));
  // 0.1 is due at 20, which is over before its first group's end; 0.2 is due at 30.
  EXPECT_EQ(schedule(result), "0.0 0-16 aborted, 0.1 16-24 aborted, 0.2 24-32 aborted");
}

TEST(Simulation, JobsOfATaskSetEndIt) {
  SimulatedStage stage = three_tasks();
  stage.set().jobs = 2;
  EXPECT_EQ(stage.run().jobs.size(), 6u);
  stage.set().jobs.reset();
  EXPECT_THROW(stage.run(), dn::Error);
}

TEST(Simulation, PartsThatDoNotBelongTogetherAreRefused) {
  SimulatedStage stage = three_tasks();
  stage.timing().tasks[1].groups.pop_back();
  EXPECT_THROW(stage.run(for_duration(Nanos(20))), dn::Error);
  stage = three_tasks();
  stage.timing().tasks.pop_back();
  EXPECT_THROW(stage.run(for_duration(Nanos(20))), dn::Error);
  stage = three_tasks();
  stage.set().placement = Placement::kRemap;
  EXPECT_THROW(stage.run(for_duration(Nanos(20))), dn::Error);
}

TEST(Simulation, DrawnTimesRepeatWithTheirSeed) {
  SimulatedStage stage;
  stage.add(Nanos(100), Nanos(100), {{Nanos(10)}});
  stage.timing().tasks[0].groups[0].exec = {Nanos(10'000), Nanos(15'000), Nanos(40'000)};
  SimulationOptions options = for_duration(Nanos(100'000));
  options.times = TakenTimes::kDrawn;
  const std::string first = schedule(stage.run(options));
  EXPECT_EQ(schedule(stage.run(options)), first);
  options.seed = 2;
  EXPECT_NE(schedule(stage.run(options)), first);
}

}  // namespace
}  // namespace rtswap
