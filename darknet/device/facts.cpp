// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/facts.h"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <fstream>
#include <string_view>

#include "darknet/base/parallel.h"
#include "darknet/base/text.h"

namespace dn {
namespace {

// The text behind the colon of the first line of /proc/cpuinfo that begins with `key`; empty where
// there is none.
std::string cpu_info(std::string_view key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    return std::string(trimmed(std::string_view(line).substr(colon + 1)));
  }
  return {};
}

// The first line of a small file of the system; empty where there is none.
std::string line_of(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

}  // namespace

std::vector<DeviceFact> device_facts(const Device& device) {
  std::vector<DeviceFact> facts;
  const auto add = [&](const char* name, std::string value) {
    if (!value.empty()) facts.push_back({name, std::move(value)});
  };
  if (device.kind() == DeviceKind::kCuda) facts = cuda_facts();
  add("cpu", cpu_info("model name"));
  add("processors", std::to_string(usable_cpus()));
  const std::string mhz = cpu_info("cpu MHz");
  if (!mhz.empty()) add("cpu clock", mhz + " MHz");
  add("cpu governor", line_of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
  utsname system{};
  if (::uname(&system) == 0) add("system", fmt::format("{} {}", system.sysname, system.release));
  add("compiler", __VERSION__);
  return facts;
}

}  // namespace dn
