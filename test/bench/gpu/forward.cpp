// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <map>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/weights/random_weights.h"
#include "test/bench/gpu/resident_rig.h"
#include "test/bench/gpu/settings.h"

// Everything resident: how long one forward pass takes, with and without the copies of input and
// outputs. What reads the boxes is not part of it.
namespace bench_gpu {
namespace {

using dn::Precision;

// In the order of importance, should the time not suffice.
std::vector<NetworkChoice> choices() {
  return {{"resnet50", 224, 1},    {"resnet152", 224, 1}, {"vgg-16", 224, 1}, {"resnet50", 224, 8},
          {"resnet152", 224, 8},   {"vgg-16", 224, 8},    {"yolov4", 608, 1}, {"yolov3", 416, 1},
          {"yolov4-tiny", 416, 1}, {"densenet201", 0, 1}};
}

class Forward {
 public:
  Forward(const Settings& settings, Report& report) : settings_(settings), report_(report) {}

  void measure(const NetworkChoice& choice, Precision precision) {
    nlohmann::ordered_json row{{"part", "forward"},
                               {"network", choice.name},
                               {"batch", choice.batch},
                               {"precision", name_of(precision)}};
    try {
      const auto begin = Clock::now();
      const dn::Network network = load(settings_, choice);
      ResidentRig rig(settings_.device, network, weights_of(choice.name, network), precision);
      row["prepare_s"] = millis(Clock::now() - begin) / 1e3;
      add_times(row, "", time_repeatedly(settings_.repeats(), [&] { return rig.time_kernels(); }));
      add_times(row, "with_copies_",
                time_repeatedly(settings_.repeats(), [&] { return rig.time_with_copies(); }));
      row["input_bytes"] = rig.bytes_sent().value;
    } catch (const dn::Error& e) {
      row["error"] = e.what();
    }
    report_.add(row);
  }

 private:
  static void add_times(nlohmann::ordered_json& row, const std::string& what,
                        const Samples& samples) {
    row[what + "median_ms"] = samples.median();
    row[what + "p99_ms"] = samples.percentile(.99);
    row[what + "runs"] = samples.count();
  }

  // They depend on neither batch nor precision, and drawing those of vgg-16 takes a while.
  const dn::NetworkWeights& weights_of(const std::string& name, const dn::Network& network) {
    const auto known = weights_.find(name);
    if (known != weights_.end()) return known->second;
    return weights_.emplace(name, dn::random_weights(network.weight_slots(), {1, 0.5, {}}))
        .first->second;
  }

  const Settings& settings_;
  Report& report_;
  std::map<std::string, dn::NetworkWeights> weights_;
};

}  // namespace

void bench_forward(const Settings& settings, Report& report) {
  Forward forward(settings, report);
  for (const auto& precisions : {std::vector{Precision::kFloat16, Precision::kTensorFloat32},
                                 std::vector{Precision::kFloat32}}) {
    for (const NetworkChoice& choice : choices()) {
      for (const Precision precision : precisions) {
        if (settings.is_late()) return;
        forward.measure(choice, precision);
      }
    }
  }
}

}  // namespace bench_gpu
