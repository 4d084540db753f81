// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "rtswap/analysis/pipeline.h"
#include "rtswap/sched/policy.h"
#include "rtswap/sched/release.h"
#include "rtswap/simulate/simulation.h"
#include "test/support/random_stage.h"

// What holds for every schedule, tried on random sets.
namespace rtswap {
namespace {

constexpr std::uint64_t kSets = 2000;

SimulationOptions options_for(std::uint64_t seed, const SimulatedStage& stage, int jobs) {
  SimulationOptions options;
  options.seed = seed;
  options.has_own_memory = seed % 2 == 0;
  options.times = seed % 3 == 0 ? TakenTimes::kDrawn : TakenTimes::kBound;
  Nanos longest{0};
  for (const TaskSpec& task : stage.set().tasks) longest = std::max(longest, task.period);
  options.duration = longest * jobs;
  return options;
}

SimulatedStage stage_for(std::uint64_t seed) {
  RandomStage random(seed);
  SimulatedStage stage = random.make(static_cast<int>(random.pick(1, 6)),
                                     static_cast<double>(random.pick(3, 12)) / 10);
  stage.set().on_miss = static_cast<OnMiss>(seed / 2 % 3);
  return stage;
}

TEST(SimulationBound, NoJobHoldsTheDeviceLongerThanTheRecurrenceAndTheWindow) {
  std::uint64_t jobs = 0, with_prefetch = 0;
  std::vector<Nanos> scratch;
  for (std::uint64_t seed = 0; seed < kSets; ++seed) {
    const SimulatedStage stage = stage_for(seed);
    const SimulationOptions options = options_for(seed, stage, 12);
    const Nanos window = window_of(stage, options.has_own_memory);
    for (const JobHistory& job : stage.run(options).jobs) {
      const auto& groups = stage.timing().tasks[job.job.task.value].groups;
      const Nanos cold = cold_makespan(groups, Times::kBound, Nanos(0), scratch);
      const SetTiming& timing = stage.timing();
      const Nanos bound = window + timing.late_loads.bound + timing.interruptions.bound + cold;
      ASSERT_LE(job.device_end - job.grant, bound)
          << "seed " << seed << ", task " << job.job.task.value << ", job " << job.job.index.value;
      ++jobs;
      with_prefetch += !job.aborted && job.device_end - job.grant < cold ? 1 : 0;
    }
  }
  EXPECT_GT(jobs, kSets * 10);
  EXPECT_GT(with_prefetch, jobs / 20) << "hardly any load was hidden: too easy a test";
}

TEST(SimulationBound, AColdJobOnAnIdleLinkTakesExactlyTheRecurrence) {
  std::vector<Nanos> scratch;
  for (std::uint64_t seed = 0; seed < kSets; ++seed) {
    RandomStage random(seed);
    SimulatedStage stage = random.make(1, 1);
    stage.set().jobs = 1;
    SimulationOptions options;
    options.has_own_memory = seed % 2 == 0;
    const JobHistory job = stage.run(options).jobs.at(0);
    const SetTiming& timing = stage.timing();
    std::vector<GroupTiming> groups = timing.tasks[0].groups;
    groups.front().exec.bound += timing.interruptions.bound;
    ASSERT_EQ(job.device_end - job.grant,
              cold_makespan(groups, Times::kBound, timing.late_loads.bound, scratch))
        << "seed " << seed;
    const PipelineRun run = pipeline(groups, Times::kBound, timing.late_loads.bound);
    ASSERT_EQ(job.stall, run.stall) << "seed " << seed;
    // More where the next job's first groups are prefetched meanwhile.
    ASSERT_GE(job.loaded, stage.plan().networks[0].swap_volume()) << "seed " << seed;
  }
}

TEST(SimulationBound, EveryReleaseIsRunOrSkipped) {
  for (std::uint64_t seed = 0; seed < kSets; ++seed) {
    const SimulatedStage stage = stage_for(seed);
    SimulationOptions options = options_for(seed, stage, 6);
    const SimulationResult result = stage.run(options);
    std::vector<std::uint64_t> releases = result.skipped;
    for (const JobHistory& job : result.jobs) ++releases[job.job.task.value];
    for (std::size_t task = 0; task < releases.size(); ++task) {
      ASSERT_EQ(releases[task], jobs_within(stage.set().tasks[task], *options.duration))
          << "seed " << seed << ", task " << task;
    }
  }
}

// No job is granted while a better one is ready, and none before the device is free.
TEST(SimulationBound, GrantsFollowThePolicyOneJobAtATime) {
  for (std::uint64_t seed = 0; seed < kSets / 4; ++seed) {
    SimulatedStage stage = stage_for(seed);
    const SimulationResult result = stage.run(options_for(seed, stage, 6));
    const Policy policy(stage.set().policy, stage.set().tasks);
    for (const JobHistory& a : result.jobs) {
      EXPECT_GE(a.grant, a.ready);
      for (const JobHistory& b : result.jobs) {
        if (a.job == b.job) continue;
        EXPECT_TRUE(a.device_end <= b.grant || b.device_end <= a.grant) << "seed " << seed;
        if (b.ready <= a.grant && a.grant < b.grant) {
          EXPECT_TRUE(policy.runs_before(a.job, b.job)) << "seed " << seed;
        }
      }
    }
  }
}

// Where there is no choice of jobs, a schedule grows with the times put in. (With a choice it need
// not: non-preemptive schedules have anomalies.)
TEST(SimulationBound, OneTaskIsNeverFasterWithLongerTimes) {
  for (std::uint64_t seed = 0; seed < kSets; ++seed) {
    RandomStage random(seed);
    SimulatedStage stage = random.make(1, static_cast<double>(random.pick(3, 12)) / 10);
    SimulationOptions options = options_for(seed, stage, 8);
    options.times = TakenTimes::kBound;
    const SimulationResult slow = stage.run(options);
    options.times = TakenTimes::kMedian;
    const SimulationResult fast = stage.run(options);
    ASSERT_EQ(slow.jobs.size(), fast.jobs.size());
    for (std::size_t i = 0; i < slow.jobs.size(); ++i)
      ASSERT_LE(fast.jobs[i].end, slow.jobs[i].end) << "seed " << seed << ", job " << i;
  }
}

}  // namespace
}  // namespace rtswap
