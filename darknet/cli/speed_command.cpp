// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/speed_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/base/parallel.h"
#include "darknet/base/text.h"
#include "darknet/cli/cfg_options.h"
#include "darknet/cli/device_options.h"
#include "darknet/cli/layer_times.h"
#include "darknet/cli/timing.h"
#include "darknet/net/load_weights.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"

namespace dn {
namespace {

constexpr std::string_view kUsage =
    "darknet speed CFG [RUNS] [-weights FILE] [-wh W,H] [-threads N] [-layers] "
    "[-device auto|cpu|cuda:N] [-precision fp32|tf32|fp16]";

int parse_runs(const std::string& text) {
  const auto runs = parse_number<int>(text);
  if (!runs || *runs < 1) {
    throw bad_input(fmt::format("'{}' runs: a whole number of at least 1 is needed", text));
  }
  return *runs;
}

// Seconds of each run, sorted.
std::vector<double> time_runs(ResidentNetwork& network, int runs) {
  std::vector<double> seconds;
  for (int i = -kWarmUpRuns; i < runs; ++i) {
    const double taken = seconds_of([&] { network.run(); });
    if (i >= 0) seconds.push_back(taken);
  }
  std::ranges::sort(seconds);
  return seconds;
}

}  // namespace

int speed_command(std::span<const std::string> arguments) {
  Flags flags(arguments);
  const std::string weights = flags.text("-weights", "random:1");
  const NetworkOptions size = read_input_size(flags);
  const int threads = flags.integer("-threads", 0, 0);
  const bool by_layer = flags.is_set("-layers");
  const DeviceOptions device = read_device(flags);
  CompileOptions compile;
  compile.kernels.precision = device.precision;
  const auto positional = flags.positional(1, 2, kUsage);
  const int runs = parse_runs(positional.size() > 1 ? positional[1] : "1000");

  set_compute_threads(threads);
  const Network network = Network::load(find_cfg(positional[0]), size);
  ResidentNetwork resident(device.device, network, load_weights(network, find_weights(weights)),
                           compile);
  planar_to_channels_last(network.input(), random_input(1, 0, network.input().count()),
                          resident.input());
  if (by_layer) {
    fmt::print("{}", layer_time_table(resident, runs));
    return 0;
  }
  const std::vector<double> seconds = time_runs(resident, runs);
  double total = 0;
  for (const double s : seconds) total += s;
  fmt::print("{} evals, {:f} Seconds\nSpeed: {:f} sec/eval\nSpeed: {:f} Hz\n", runs, total,
             total / runs, runs / total);
  const auto p99 = static_cast<std::size_t>(0.99 * static_cast<double>(runs - 1));
  fmt::print("min {:f} median {:f} p99 {:f} max {:f} ms, {}\n", seconds.front() * 1e3,
             seconds[seconds.size() / 2] * 1e3, seconds[p99] * 1e3, seconds.back() * 1e3,
             device.device->description());
  return 0;
}

}  // namespace dn
