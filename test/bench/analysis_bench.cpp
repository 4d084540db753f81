// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "rtswap/analysis/schedulability.h"

namespace rtswap {
namespace {

// Log-uniform periods of 10 ms to 1 s, jitter, deadlines below the period, five groups a job.
std::vector<DeviceTask> many_tasks(int count, double utilization) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution share(0., 2.), exponent(0., 1.);
  std::vector<DeviceTask> tasks;
  for (int i = 0; i < count; ++i) {
    const double period = 1e7 * std::pow(100, exponent(random));
    const auto part = [&](double factor) { return Nanos(std::llround(period * factor)); };
    const double wcet = share(random) * utilization / count;
    tasks.push_back({.period = part(1),
                     .deadline = part(.9),
                     .jitter = part(.05),
                     .wcet = part(wcet),
                     .edf_deadline = {},
                     .rank = std::llround(period),
                     .longest_group = part(wcet / 5),
                     .last_group = part(wcet / 10),
                     .reload = part(wcet / 20)});
  }
  return tasks;
}

// The bound: 100 tasks in less than 100 ms. Arguments: tasks, utilization in percent.
void analyse_tasks(benchmark::State& state, PolicyKind policy, Preemption preemption) {
  const auto tasks =
      many_tasks(static_cast<int>(state.range(0)), static_cast<double>(state.range(1)) / 100);
  for (auto _ : state) benchmark::DoNotOptimize(analyse(policy, preemption, tasks));
}

void shapes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Unit(benchmark::kMillisecond);
  for (const int utilization : {50, 90, 95, 99}) benchmark->Args({100, utilization});
}

BENCHMARK_CAPTURE(analyse_tasks, edf, PolicyKind::kEdf, Preemption::kNone)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, edf_groups, PolicyKind::kEdf, Preemption::kGroupBoundary)
    ->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, dm, PolicyKind::kDm, Preemption::kNone)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, dm_groups, PolicyKind::kDm, Preemption::kGroupBoundary)
    ->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, fifo, PolicyKind::kFifo, Preemption::kNone)->Apply(shapes);

}  // namespace
}  // namespace rtswap
