// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_trace.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "rtswap/sched/preemption_levels.h"
#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/random_stage.h"

namespace rtswap {
namespace {

Trace trace_of(const SimulatedStage& stage, const SimulationOptions& options) {
  TraceCollector collector;
  stage.run(options, &collector);
  std::vector<std::string> names;
  for (std::size_t network = 0; network < stage.plan().networks.size(); ++network)
    names.push_back("network" + std::to_string(network));
  return collector.take(simulated_trace_header(
      {stage.set(), stage.plan(), stage.task_networks(), stage.timing()}, names, {}));
}

TEST(SimulatedTrace, TracesOfRandomSetsAreValid) {
  std::uint64_t aborted = 0, skipped = 0, loads = 0, preempted = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    RandomStage random(seed);
    SimulatedStage stage = random.make(static_cast<int>(random.pick(1, 5)),
                                       static_cast<double>(random.pick(3, 12)) / 10);
    stage.set().on_miss = static_cast<OnMiss>(seed / 2 % 3);
    stage.set().memory_limit = stage.plan().chunk * stage.plan().chunk_count();
    stage.timing().host_shares_device = seed % 4 == 1;
    if (seed % 5 != 0) stage.set().preemption = Preemption::kGroupBoundary;
    if (seed % 7 == 0) stage.set().tasks.back().best_effort = true;
    stage.plan().levels = finest_levels(stage.set());
    SimulationOptions options;
    options.seed = seed;
    options.has_own_memory = seed % 2 == 0;
    options.times = seed % 3 == 0 ? TakenTimes::kDrawn : TakenTimes::kBound;
    options.duration = stage.set().tasks[0].period * 10;
    const Trace trace = trace_of(stage, options);
    const Validation validation = validate(trace);
    ASSERT_TRUE(validation.is_clean()) << "seed " << seed << '\n'
                                       << validation_text(trace, validation);
    for (const Event& event : trace.events) preempted += event.kind == EventKind::kPreempt ? 1 : 0;
    aborted += validation.aborted;
    skipped += validation.skipped;
    loads += validation.loads;
  }
  EXPECT_GT(aborted, 0u);
  EXPECT_GT(skipped, 0u);
  EXPECT_GT(preempted, 100u);
  EXPECT_GT(loads, 1000u);
}

TEST(SimulatedTrace, EventsTellTheLifeOfAJob) {
  SimulatedStage stage(1);
  stage.add(Nanos(100), Nanos(12), {{Nanos(5)}, {Nanos(3), Nanos(7), {0}}});
  stage.set().jobs = 1;
  std::string life;
  for (const Event& event : trace_of(stage, {}).events)
    life += std::to_string(event.at.count()) + " " + std::string(name_of(kEventNames, event.kind)) +
            "\n";
  EXPECT_EQ(life,
            "0 release\n0 chunks\n0 load queued\n0 load begin\n0 load end\n0 chunks\n"
            "0 ready\n0 grant\n0 chunks\n0 load queued\n0 group begin\n0 load begin\n"
            "5 group end\n5 stall\n7 load end\n7 chunks\n7 group begin\n10 group end\n"
            "10 device end\n10 done\n");
}

}  // namespace
}  // namespace rtswap
