// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <string_view>

#include "darknet/base/error.h"
#include "darknet/base/spinning.h"
#include "darknet/device/open_device.h"
#include "test/bench/gpu/settings.h"

// bench_gpu PART OUT.jsonl [-device NAME] [-seconds N] [-smoke] [-remap]
//
// Measures one part, run from the project's root; scripts/bench_gpu.sh runs all of them. Exit
// codes: 0 measured, 2 nothing could be measured.
namespace bench_gpu {
namespace {

constexpr const char* kUsage =
    "usage: bench_gpu forward|host-time|streaming|swapping OUT.jsonl [-device NAME] [-seconds N] "
    "[-smoke] [-remap]";

struct Part {
  std::string_view name;
  void (*run)(const Settings&, Report&);
};

constexpr Part kParts[] = {
    {"forward", bench_forward},
    {"host-time", bench_host_time},
    {"streaming", bench_streaming},
    {"swapping", bench_swapping},
};

Settings read_options(std::span<char*> arguments) {
  Settings settings;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    const bool has_value = i + 1 < arguments.size();
    if (name == "-smoke") {
      settings.smoke = true;
    } else if (name == "-remap") {
      settings.placement = rtswap::Placement::kRemap;
    } else if (name == "-device" && has_value) {
      settings.device_name = arguments[++i];
    } else if (name == "-seconds" && has_value) {
      const std::string_view text = arguments[++i];
      int seconds = 0;
      std::from_chars(text.data(), text.data() + text.size(), seconds);
      if (seconds <= 0) throw dn::bad_input(fmt::format("-seconds {}: not a number", text));
      settings.deadline = Clock::now() + std::chrono::seconds(seconds);
    } else {
      throw dn::bad_input(fmt::format("{}: unknown; {}", name, kUsage));
    }
  }
  settings.device = dn::open_device(settings.device_name);
  return settings;
}

void run(std::span<char*> arguments) {
  if (arguments.size() < 3) throw dn::bad_input(kUsage);
  for (const Part& part : kParts) {
    if (part.name != arguments[1]) continue;
    const Settings settings = read_options(arguments.subspan(3));
    Report report(arguments[2], settings.smoke);
    part.run(settings, report);
    return;
  }
  throw dn::bad_input(fmt::format("{}: no such part; {}", arguments[1], kUsage));
}

}  // namespace
}  // namespace bench_gpu

int main(int argc, char** argv) {
  dn::limit_spinning(argv);
  try {
    bench_gpu::run({argv, static_cast<std::size_t>(argc)});
  } catch (const dn::Error& e) {
    fmt::print(stderr, "bench_gpu: {}\n", e.what());
    return 2;
  }
  return 0;
}
