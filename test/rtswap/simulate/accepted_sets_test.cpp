// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <vector>

#include "rtswap/analysis/preemption_costs.h"
#include "rtswap/analysis/schedulability.h"
#include "rtswap/analysis/set_timing.h"
#include "rtswap/simulate/simulation.h"
#include "test/support/random_stage.h"

// The analysis against the simulator: no set that it accepts misses a deadline.
namespace rtswap {
namespace {

// RTSWAP_SIMULATED_SETS: how many sets are tried (`make bench` sets it).
std::uint64_t set_count() {
  const char* const text = std::getenv("RTSWAP_SIMULATED_SETS");
  return text == nullptr ? 2000 : std::strtoull(text, nullptr, 10);
}

// A few jobs long, as times are here.
constexpr Nanos kLossWindow(3000);

struct Promise {
  bool is_schedulable = false;
  std::vector<ResponseBound> bounds;
};

Promise promise_for(const SimulatedStage& stage) {
  const std::optional<HostBudget> host = host_budget(stage.set(), stage.timing());
  if (!host) return {};
  const std::vector<DeviceBound> bounds = device_bounds(stage.set(), stage.timing());
  std::vector<DeviceTask> tasks = device_tasks(stage.set(), bounds, *host);
  const std::vector<std::uint32_t>& levels = stage.plan().levels;
  if (stage.plan().highest_level() > 0)
    add_levels(levels, preemption_costs(stage.set(), stage.timing(), levels, bounds), tasks);
  Interrupted interrupted = interrupted_by(stage.set(), stage.timing());
  interrupted.window = kLossWindow;
  const Verdict verdict = analyse(stage.set().policy, tasks, interrupted);
  return {verdict.schedulable, verdict.bounds};
}

// Every fourth set has a task that is best-effort, every third one no preemption.
SimulatedStage stage_for(std::uint64_t seed, bool has_own_memory) {
  RandomStage random(seed);
  const int tasks = static_cast<int>(random.pick(1, 6));
  SimulatedStage stage = random.make(tasks, static_cast<double>(random.pick(5, 60)) / 100);
  if (tasks > 1 && random.pick(0, 3) == 0) stage.set().tasks.back().best_effort = true;
  if (random.pick(0, 2) != 0) choose_levels(stage, random);
  stage.timing().window.bound = window_of(stage, has_own_memory);
  stage.timing().flight.bound = flight_of(stage, has_own_memory);
  stage.timing().host_shares_device = !has_own_memory;
  return stage;
}

SimulationOptions options_for(std::uint64_t seed, const SimulatedStage& stage) {
  SimulationOptions options;
  options.seed = seed;
  options.loss_window = kLossWindow;
  options.times = seed % 3 == 0 ? TakenTimes::kDrawn : TakenTimes::kBound;
  Nanos longest{0};
  for (const TaskSpec& task : stage.set().tasks) longest = std::max(longest, task.period);
  options.duration = longest * 20;
  return options;
}

bool misses(const TaskSetSpec& set, const SimulationResult& result) {
  return std::ranges::any_of(result.jobs, [&](const JobHistory& job) {
    return job.missed && !set.tasks[job.job.task.value].best_effort;
  });
}

enum class Releases { kInPhases, kTogether, kSporadic };

// Sporadic: every other task's jobs arrive about as often as they may be released, or half as
// often.
void release(TaskSetSpec& set, Releases releases, std::uint64_t seed) {
  if (releases == Releases::kInPhases) return;
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    TaskSpec& task = set.tasks[i];
    task.phase = Nanos(0);
    if (releases != Releases::kSporadic || i % 2 != 0) continue;
    task.release.kind = ReleaseKind::kPoisson;
    task.release.mean_gap = task.period * (1 + i % 4 / 2);
    task.release.seed = seed + i;
  }
}

// Also with tasks that first meet all together, which is where many miss.
bool expect_kept(SimulatedStage stage, const SimulationOptions& options, const Promise& promise) {
  bool any = false;
  for (const Releases releases : {Releases::kInPhases, Releases::kTogether, Releases::kSporadic}) {
    release(stage.set(), releases, options.seed);
    const SimulationResult result = stage.run(options);
    any = any || misses(stage.set(), result);
    if (!promise.is_schedulable) continue;
    for (const JobHistory& job : result.jobs) {
      if (stage.set().tasks[job.job.task.value].best_effort) continue;
      EXPECT_FALSE(job.missed);
      EXPECT_LE(job.device_end - job.job.release,
                promise.bounds[job.job.task.value].response.value());
    }
  }
  return !any;
}

TEST(AcceptedSets, NoneMissesInTheSimulator) {
  std::uint64_t accepted = 0, kept = 0, accepted_levels = 0;
  const std::uint64_t sets = set_count();
  for (std::uint64_t seed = 0; seed < sets; ++seed) {
    const bool has_own_memory = seed % 2 == 0;
    const SimulatedStage stage = stage_for(seed, has_own_memory);
    SimulationOptions options = options_for(seed, stage);
    options.has_own_memory = has_own_memory;
    const Promise promise = promise_for(stage);
    accepted += promise.is_schedulable ? 1 : 0;
    accepted_levels += promise.is_schedulable && stage.plan().highest_level() > 0 ? 1 : 0;
    kept += expect_kept(stage, options, promise) ? 1 : 0;
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
  fmt::print(
      "{} sets: the analysis accepts {} ({} with levels), {} met every deadline in the simulator\n",
      sets, accepted, accepted_levels, kept);
  EXPECT_GT(accepted, sets / 10);
  EXPECT_GT(accepted_levels, sets / 20);
  EXPECT_LT(kept, sets);
}

}  // namespace
}  // namespace rtswap
