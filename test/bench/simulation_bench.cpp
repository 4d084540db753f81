// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "rtswap/simulate/simulation.h"
#include "test/support/simulated_stage.h"

namespace rtswap {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// Ten tasks of 40 groups, every second one streamed through an area of 16 groups.
SimulatedStage ten_tasks() {
  constexpr std::uint32_t kGroupChunks = 8;
  SimulatedStage stage(16 * kGroupChunks);
  std::uint32_t place = 0;
  for (int task = 0; task < 10; ++task) {
    std::vector<SketchedGroup> groups;
    for (int group = 0; group < 40; ++group) {
      SketchedGroup& sketch = groups.emplace_back(SketchedGroup{microseconds(60)});
      if (group % 2 == 0) continue;
      sketch.load = microseconds(80);
      for (std::uint32_t chunk = 0; chunk < kGroupChunks; ++chunk)
        sketch.place.push_back(place * kGroupChunks + chunk);
      place = (place + 1) % 16;
    }
    const Nanos period = milliseconds(28 + task);
    stage.add(period, period, groups);
  }
  return stage;
}

// A minute of it; the argument: the device has memory of its own.
void simulate_a_minute(benchmark::State& state) {
  const SimulatedStage stage = ten_tasks();
  SimulationOptions options;
  options.duration = std::chrono::minutes(1);
  options.has_own_memory = state.range(0) != 0;
  std::uint64_t jobs = 0;
  for (auto _ : state) jobs = stage.run(options).jobs.size();
  state.counters["jobs"] = static_cast<double>(jobs);
}

BENCHMARK(simulate_a_minute)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rtswap
