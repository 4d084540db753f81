// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/open_device.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "darknet/base/error.h"
#include "darknet/device/host/host_device.h"
#include "darknet/device/open_cuda_device.h"

namespace dn {
namespace {

constexpr std::string_view kCudaPrefix = "cuda:";

std::optional<int> cuda_ordinal(std::string_view name) {
  if (!name.starts_with(kCudaPrefix)) return std::nullopt;
  const std::string_view digits = name.substr(kCudaPrefix.size());
  int ordinal = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), ordinal);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && ordinal >= 0 ? std::optional(ordinal) : std::nullopt;
}

std::unique_ptr<Device> open_numbered(int ordinal) {
  const int count = cuda_device_count();
  if (count == 0)
    throw bad_input(fmt::format("device 'cuda:{}': {}", ordinal, why_no_cuda_device()));
  if (ordinal >= count) {
    throw bad_input(
        fmt::format("device 'cuda:{}': this machine has {}", ordinal,
                    count == 1 ? "only cuda:0" : fmt::format("cuda:0 to cuda:{}", count - 1)));
  }
  return open_cuda_device(ordinal);
}

}  // namespace

bool is_device_name(std::string_view name) {
  return name == "auto" || name == "cpu" || cuda_ordinal(name).has_value();
}

std::unique_ptr<Device> open_device(std::string_view name) {
  if (const auto ordinal = cuda_ordinal(name)) return open_numbered(*ordinal);
  if (name == "auto" && cuda_device_count() > 0) return open_cuda_device(0);
  if (name == "auto" || name == "cpu") return std::make_unique<HostDevice>();
  throw bad_input(
      fmt::format("device '{}': it must be auto, cpu, or cuda:N with the number of a GPU", name));
}

}  // namespace dn
