// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/layer_times.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/cli/timing.h"

namespace dn {
namespace {

// Tables have one row per layer; some layers describe themselves in several lines.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

struct LayerTime {
  int layer;
  double seconds;
};

// seconds[layer] = one entry per run; a layer's steps are added up.
std::vector<std::vector<double>> time_layers(ResidentNetwork& network, int runs) {
  const auto& steps = network.compiled().steps();
  std::vector<std::vector<double>> seconds(network.network().layer_count());
  for (int run = -kWarmUpRuns; run < runs; ++run) {
    int last = -1;
    for (int step = 0; step < static_cast<int>(steps.size()); ++step) {
      const double taken = seconds_of([&] { network.run_step(step); });
      if (run < 0) continue;
      auto& of_layer = seconds[steps[step].layer];
      if (steps[step].layer == last) {
        of_layer.back() += taken;
      } else {
        of_layer.push_back(taken);
      }
      last = steps[step].layer;
    }
  }
  return seconds;
}

}  // namespace

std::string layer_time_table(ResidentNetwork& network, int runs) {
  std::vector<LayerTime> times;
  double total = 0;
  for (int layer = 0; auto& seconds : time_layers(network, runs)) {
    if (!seconds.empty()) {
      std::ranges::sort(seconds);
      times.push_back({layer, seconds[seconds.size() / 2]});
      total += times.back().seconds;
    }
    ++layer;
  }
  std::ranges::sort(times, std::ranges::greater(), &LayerTime::seconds);
  std::string text = fmt::format("{:>10} {:>6} {:>9}  layer\n", "ms", "%", "GFLOP/s");
  for (const LayerTime& time : times) {
    const Layer& layer = network.network().layer(time.layer);
    const double gflops = layer.bflops() / time.seconds;
    text += fmt::format("{:10.4f} {:6.2f} {:>9}  {:4} {}\n", time.seconds * 1e3,
                        100 * time.seconds / total, gflops > 0 ? fmt::format("{:.1f}", gflops) : "",
                        time.layer, first_line(layer.table_row()));
  }
  return text + fmt::format("{:10.4f} all layers\n", total * 1e3);
}

}  // namespace dn
