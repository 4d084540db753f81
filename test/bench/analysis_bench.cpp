// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "rtswap/analysis/schedulability.h"

namespace rtswap {
namespace {

// Log-uniform periods of 10 ms to 1 s, jitter, deadlines below the period, five groups a job. The
// shorter the period, the higher the level, of so many.
std::vector<DeviceTask> many_tasks(int count, double utilization, std::size_t levels) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution share(0., 2.), exponent(0., 1.);
  std::vector<DeviceTask> tasks;
  std::vector<double> periods;
  for (int i = 0; i < count; ++i) periods.push_back(1e7 * std::pow(100, exponent(random)));
  std::ranges::sort(periods, std::ranges::greater());
  for (const double period : periods) {
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
                     .reload = part(wcet / 20),
                     .level = static_cast<std::uint32_t>(tasks.size() * levels / periods.size())});
  }
  return tasks;
}

// The bound: 100 tasks in less than 100 ms. Arguments: tasks, utilization in percent.
void analyse_tasks(benchmark::State& state, PolicyKind policy, std::size_t levels) {
  const auto tasks = many_tasks(static_cast<int>(state.range(0)),
                                static_cast<double>(state.range(1)) / 100, levels);
  for (auto _ : state) benchmark::DoNotOptimize(analyse(policy, tasks));
}

void shapes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Unit(benchmark::kMillisecond);
  for (const int utilization : {50, 90, 95, 99}) benchmark->Args({100, utilization});
}

BENCHMARK_CAPTURE(analyse_tasks, edf, PolicyKind::kEdf, 1)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, edf_4_levels, PolicyKind::kEdf, 4)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, edf_100_levels, PolicyKind::kEdf, 100)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, dm, PolicyKind::kDm, 1)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, dm_4_levels, PolicyKind::kDm, 4)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, dm_100_levels, PolicyKind::kDm, 100)->Apply(shapes);
BENCHMARK_CAPTURE(analyse_tasks, fifo, PolicyKind::kFifo, 1)->Apply(shapes);

}  // namespace
}  // namespace rtswap
