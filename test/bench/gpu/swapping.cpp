// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <optional>

#include "test/bench/gpu/settings.h"
#include "test/bench/gpu/swap_rig.h"

// Four networks by turns, with room for 40 % of their weights, 10,000 times: no memory may be lost
// on either side, and every result must be, bit by bit, the one with everything resident.
namespace bench_gpu {
namespace {

constexpr int kCycles = 10'000;
// Memory is looked at from here on: libraries take some when they are used for the first time.
constexpr int kSettled = 200;

std::vector<NetworkChoice> choices() {
  return {{"resnet50", 224, 1},
          {"yolov4-tiny", 416, 1},
          {"densenet201", 0, 1},
          {"yolov3-tiny", 416, 1}};
}

using Bits = std::vector<std::uint32_t>;

struct Memory {
  std::int64_t host = 0, device = 0;  // in bytes: of this process; of the device, used by anybody
};

Memory memory_now(const dn::Device& device) {
  std::int64_t total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  Memory memory{resident * ::sysconf(_SC_PAGESIZE), 0};
  if (const auto usage = device.usage())
    memory.device = static_cast<std::int64_t>((usage->total - usage->free).value);
  return memory;
}

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

}  // namespace

void bench_swapping(const Settings& settings, Report& report) {
  SwapOptions options;
  options.precision = dn::Precision::kTensorFloat32;
  options.group = settings.smoke ? dn::kKiB : options.group;
  const std::vector<Bits> expected = resident_outputs(settings, options);
  options.share = 0.4;
  SwapRig rig(settings, choices(), options);
  const int cycles = settings.smoke ? 2 * kSettled : kCycles;
  int done = 0, wrong = 0;
  dn::Bytes swapped;
  Memory before;
  for (; done < cycles && !settings.is_late(); ++done) {
    if (done == kSettled) before = memory_now(*settings.device);
    const auto network = static_cast<std::uint32_t>(done) % choices().size();
    swapped += rig.run(static_cast<std::uint32_t>(network)).swapped_in;
    if (rig.outputs(static_cast<std::uint32_t>(network)) != expected[network]) ++wrong;
  }
  const Memory after = memory_now(*settings.device);
  report.add({{"part", "swapping"},
              {"precision", "tf32"},
              {"placement", rtswap::name_of(rtswap::kPlacementNames, settings.placement)},
              {"cycles", done},
              {"wrong", wrong},
              {"host_growth_bytes", after.host - before.host},
              {"device_growth_bytes", after.device - before.device},
              {"swapped_GB", static_cast<double>(swapped.value) / 1e9},
              {"weights_MB", static_cast<double>(rig.weight_bytes().value) / 1e6},
              {"device_MB", static_cast<double>(rig.weights_on_device().value) / 1e6},
              {"finite_outputs", all_finite(expected)}});
}

}  // namespace bench_gpu
