// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "rtswap/analysis/preemption_costs.h"
#include "rtswap/analysis/set_timing.h"
#include "rtswap/sched/policy.h"
#include "rtswap/simulate/simulated_trace.h"
#include "test/support/random_stage.h"

// What preemption is promised to cost, against what it costs in the simulator: tried on random
// sets, of which most are of two tasks, so that the bounds are those of one.
namespace rtswap {
namespace {

constexpr std::uint64_t kSets = 3000;

SimulatedStage stage_for(std::uint64_t seed, bool has_own_memory) {
  RandomStage random(seed);
  SimulatedStage stage = random.make(static_cast<int>(std::max<std::int64_t>(2, random.pick(0, 4))),
                                     static_cast<double>(random.pick(3, 12)) / 10);
  choose_levels(stage, random);
  SetTiming& timing = stage.timing();
  timing.dispatch = timing.interruptions = timing.late_loads = {};
  for (TaskTiming& task : timing.tasks) task.prepare = task.finish = {};
  timing.window.bound = window_of(stage, has_own_memory);
  timing.flight.bound = flight_of(stage, has_own_memory);
  timing.host_shares_device = !has_own_memory;
  return stage;
}

using JobName = std::pair<std::uint16_t, std::uint32_t>;

struct SeenJob {
  Job job{};
  Nanos ready{0}, turn{0}, held{0};
  int preemptions = 0;
};

// Goes through the events of a schedule and compares.
class Comparison {
 public:
  Comparison(const SimulatedStage& stage, const SimulationResult& result)
      : policy_(stage.set().policy, stage.set().tasks),
        levels_(stage.plan().levels),
        bounds_(device_bounds(stage.set(), stage.timing())),
        costs_(preemption_costs(stage.set(), stage.timing(), levels_, bounds_)) {
    for (const PreemptionCosts& cost : costs_) reload_ = std::max(reload_, cost.reload);
    for (const JobHistory& history : result.jobs) {
      const auto task = static_cast<std::uint16_t>(history.job.task.value);
      jobs_[{task, static_cast<std::uint32_t>(history.job.index.value)}] = {
          history.job, history.ready.time_since_epoch(), {}, {}, 0};
    }
  }

  void see(const Event& event) {
    const JobName name{event.task, event.job};
    if (event.kind == EventKind::kGrant || event.kind == EventKind::kResume) begin(name, event);
    if (event.kind == EventKind::kPreempt || event.kind == EventKind::kDeviceEnd) end(name, event);
  }

  int preemptions = 0;
  bool holds_as_promised = false;  // exactly

 private:
  // A job that comes next was the best ready one since it was ready, so it has waited for one
  // boundary of a job that it may preempt.
  void begin(JobName name, const Event& event) {
    SeenJob& job = jobs_[name];
    job.turn = event.at;
    if (event.kind != EventKind::kGrant || job.ready >= last_end_) return;
    if (!policy_.preempts(job.job, jobs_[last_].job, levels_)) return;
    const Nanos since = std::max(job.ready, jobs_[last_].turn);
    const Nanos promised = costs_[last_.first].longest_group;
    EXPECT_LE(last_end_ - since, promised) << "for a boundary of task " << last_.first;
  }
  void end(JobName name, const Event& event) {
    SeenJob& job = jobs_[name];
    last_ = name;
    last_end_ = event.at;
    job.held += event.at - job.turn;
    if (event.kind == EventKind::kPreempt) {
      ++job.preemptions;
      ++preemptions;
      return;
    }
    const Nanos promised = bounds_[name.first].total() + reload_ * job.preemptions;
    EXPECT_LE(job.held, promised) << "by task " << name.first << ", " << job.preemptions;
    holds_as_promised = holds_as_promised || (job.preemptions > 0 && job.held == promised);
  }

  const Policy policy_;
  const PreemptionLevels levels_;
  const std::vector<DeviceBound> bounds_;
  const std::vector<PreemptionCosts> costs_;
  Nanos reload_{0};
  std::map<JobName, SeenJob> jobs_;
  JobName last_{};
  Nanos last_end_{0};
};

// Runs the schedule, and compares.
Comparison compare(const SimulatedStage& stage, const SimulationOptions& options) {
  TraceCollector collector;
  const SimulationResult result = stage.run(options, &collector);
  const std::vector<std::string> names(stage.plan().networks.size(), "network");
  const Trace trace = collector.take(simulated_trace_header(
      {stage.set(), stage.plan(), stage.task_networks(), stage.timing()}, names, {}));
  Comparison comparison(stage, result);
  for (const Event& event : trace.events) comparison.see(event);
  return comparison;
}

// The link has just begun another large piece when the second group has run, 41 behind its load: it
// is waited for.
TEST(PreemptionBound, OnTheHostWhatIsGivenUpComesBehindTheGroup) {
  SimulatedStage stage(24);
  std::vector<std::uint32_t> place(24);
  std::iota(place.begin(), place.end(), 0);
  const std::vector<std::uint32_t> first(place.begin(), place.begin() + 8);
  const std::vector<std::uint32_t> second(place.begin() + 8, place.end());
  stage.add(Nanos(1000), Nanos(1000),
            {{Nanos(1)}, {Nanos(41), Nanos(40), first}, {Nanos(1), Nanos(80), second}});
  stage.add(Nanos(1000), Nanos(500), {{Nanos(1)}}).phase = Nanos(2);
  stage.plan().levels = {0, 1};
  stage.timing().flight.bound = flight_of(stage, false);
  stage.timing().host_shares_device = true;
  EXPECT_EQ(schedule(stage.run(for_duration(Nanos(1000)))), "1.0 120-121, 0.0 0-122");
  EXPECT_EQ(compare(stage, for_duration(Nanos(1000))).preemptions, 1);
}

TEST(PreemptionBound, NobodyWaitsForABoundaryOrHoldsTheDeviceForLonger) {
  int preemptions = 0, holds_on_host = 0, holds_on_gpu = 0;
  for (std::uint64_t seed = 0; seed < kSets; ++seed) {
    SimulationOptions options;
    options.seed = seed;
    options.has_own_memory = seed % 2 == 0;
    options.times = seed % 3 == 0 ? TakenTimes::kDrawn : TakenTimes::kBound;
    const SimulatedStage stage = stage_for(seed, options.has_own_memory);
    if (stage.plan().highest_level() == 0) continue;
    Nanos longest{0};
    for (const TaskSpec& task : stage.set().tasks) longest = std::max(longest, task.period);
    options.duration = longest * 12;
    const Comparison comparison = compare(stage, options);
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
    preemptions += comparison.preemptions;
    (options.has_own_memory ? holds_on_gpu : holds_on_host) += comparison.holds_as_promised ? 1 : 0;
  }
  EXPECT_GT(preemptions, static_cast<int>(kSets));
  EXPECT_GT(holds_on_host, 0) << "the bound of a reload is never met exactly: is it a good one?";
  EXPECT_GT(holds_on_gpu, 0);
}

}  // namespace
}  // namespace rtswap
