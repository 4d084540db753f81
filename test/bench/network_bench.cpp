// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include <algorithm>

#include "darknet/base/parallel.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"

// One run of whole networks of cfg/, everything resident, all processors. Run from the project's
// root.
namespace dn {
namespace {

double percentile99(const std::vector<double>& values) {
  std::vector<double> sorted = values;
  std::ranges::sort(sorted);
  return sorted[static_cast<std::size_t>(0.99 * static_cast<double>(sorted.size() - 1))];
}

void run_network(benchmark::State& state, const char* cfg) {
  set_compute_threads(0);
  const Network network = Network::load(cfg);
  ResidentNetwork resident(network, random_weights(network.weight_slots(), {1, 0.5, {}}));
  planar_to_channels_last(network.input(), random_input(1, 0, network.input().count()),
                          resident.input());
  for (auto _ : state) resident.run();
  state.counters["GFLOP/s"] =
      benchmark::Counter(network.bflops(), benchmark::Counter::kIsIterationInvariantRate);
}

void networks(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMillisecond)->UseRealTime()->Repetitions(15);
  bench->ReportAggregatesOnly()->ComputeStatistics("p99", percentile99);
}

BENCHMARK_CAPTURE(run_network, tiny, "cfg/tiny.cfg")->Apply(networks);
BENCHMARK_CAPTURE(run_network, yolov3_tiny, "cfg/yolov3-tiny.cfg")->Apply(networks);
BENCHMARK_CAPTURE(run_network, yolov4_tiny, "cfg/yolov4-tiny.cfg")->Apply(networks);
BENCHMARK_CAPTURE(run_network, resnet50, "cfg/resnet50.cfg")->Apply(networks);

}  // namespace
}  // namespace dn
