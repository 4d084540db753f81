// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/device_options.h"

#include <fmt/format.h>

#include <string>

#include "darknet/base/error.h"
#include "darknet/device/open_cuda_device.h"
#include "darknet/device/open_device.h"

namespace dn {
namespace {

Precision parse_precision(const std::string& text) {
  if (text == "fp32") return Precision::kFloat32;
  if (text == "tf32") return Precision::kTensorFloat32;
  if (text == "fp16") return Precision::kFloat16;
  throw bad_input(fmt::format("-precision {}: it must be fp32, tf32 or fp16", text));
}

constexpr int kAuto = -2;

std::string device_name(int number) {
  if (number == kAuto) return "auto";
  return number < 0 || !is_built_with_cuda() ? "cpu" : fmt::format("cuda:{}", number);
}

}  // namespace

DeviceOptions read_device(Flags& flags) {
  int number = flags.integer("-i", kAuto, kAuto);
  if (flags.is_set("-nogpu")) number = -1;
  const std::string device = flags.text("-device", device_name(number));
  DeviceOptions options;
  options.precision = parse_precision(flags.text("-precision", "fp32"));
  options.device = open_device(device);
  if (device == "auto" && is_built_with_cuda() && !options.device->has_own_memory())
    fmt::print(stderr, "computing on the CPU: {}\n", why_no_cuda_device());
  return options;
}

}  // namespace dn
