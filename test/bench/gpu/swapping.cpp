// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "test/bench/gpu/memory_probe.h"
#include "test/bench/gpu/settings.h"
#include "test/bench/gpu/swap_rig.h"

// Four networks by turns, with room for 40 % of their weights, 10,000 times: no memory may be lost
// on either side, and every result must be, bit by bit, the one with everything resident. Between
// the jobs this takes no heap memory itself.
namespace bench_gpu {
namespace {

constexpr int kCycles = 10'000;
// When memory is looked at, in tenths of the cycles: the first look is what the others are compared
// with, after libraries have taken what they take when they are used for the first time.
constexpr std::array kLooks = {1, 4, 7, 10};

std::vector<NetworkChoice> choices() {
  return {{"resnet50", 224, 1},
          {"yolov4-tiny", 416, 1},
          {"densenet201", 0, 1},
          {"yolov3-tiny", 416, 1}};
}

using Bits = std::vector<std::uint32_t>;

std::vector<Bits> resident_outputs(const Settings& settings, const SwapOptions& options) {
  SwapRig rig(settings, choices(), options);
  std::vector<Bits> outputs;
  for (std::uint32_t n = 0; n < choices().size(); ++n) {
    rig.run(n);
    outputs.push_back(rig.outputs(n));
  }
  return outputs;
}

bool all_finite(const std::vector<Bits>& outputs) {
  for (const Bits& bits : outputs) {
    for (const std::uint32_t value : bits) {
      if (!std::isfinite(std::bit_cast<float>(value))) return false;
    }
  }
  return true;
}

// What came to each kind of memory from the first look to the last, and at each look. A run that
// was ended before its second look has nothing to say about it.
void add_growth(nlohmann::ordered_json& row, int cycles, std::span<const MemoryUse> looks) {
  if (looks.size() < 2) return;
  struct Kind {
    const char* name;
    std::int64_t MemoryUse::*bytes;
  };
  constexpr Kind kKinds[] = {{"host", &MemoryUse::resident},
                             {"host_private", &MemoryUse::anonymous},
                             {"heap", &MemoryUse::heap},
                             {"device", &MemoryUse::device}};
  for (std::size_t i = 0; i < looks.size(); ++i)
    row["looked_at"].push_back(cycles / 10 * kLooks[i]);
  for (const Kind& kind : kKinds) {
    const std::string name(kind.name);
    row[name + "_growth_bytes"] = looks.back().*kind.bytes - looks.front().*kind.bytes;
    for (const MemoryUse& look : looks) row[name + "_bytes"].push_back(look.*kind.bytes);
  }
}

}  // namespace

void bench_swapping(const Settings& settings, Report& report) {
  SwapOptions options;
  options.precision = dn::Precision::kTensorFloat32;
  options.group = settings.smoke ? dn::kKiB : options.group;
  const std::vector<Bits> expected = resident_outputs(settings, options);
  options.share = 0.4;
  SwapRig rig(settings, choices(), options);
  const int cycles = settings.smoke ? 400 : kCycles;
  const MemoryProbe probe(*settings.device);
  std::array<MemoryUse, kLooks.size()> looks;
  std::size_t looked = 0;
  int done = 0, wrong = 0;
  dn::Bytes swapped;
  while (done < cycles && !settings.is_late()) {
    const auto network =
        static_cast<std::uint32_t>(static_cast<std::size_t>(done) % expected.size());
    swapped += rig.run(network).swapped_in;
    if (!rig.outputs_are(network, expected[network])) ++wrong;
    ++done;
    if (done == cycles / 10 * kLooks[looked]) looks[looked++] = probe.now();
  }
  nlohmann::ordered_json row = {
      {"part", "swapping"},
      {"precision", "tf32"},
      {"placement", rtswap::name_of(rtswap::kPlacementNames, settings.placement)},
      {"cycles", done},
      {"wrong", wrong}};
  add_growth(row, cycles, std::span(looks).first(looked));
  row["swapped_GB"] = static_cast<double>(swapped.value) / 1e9;
  row["weights_MB"] = static_cast<double>(rig.weight_bytes().value) / 1e6;
  row["device_MB"] = static_cast<double>(rig.weights_on_device().value) / 1e6;
  row["finite_outputs"] = all_finite(expected);
  report.add(std::move(row));
}

}  // namespace bench_gpu
