// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/capi/chosen_device.h"

#include <fmt/format.h>

#include <atomic>

#include "darknet/device/open_cuda_device.h"
#include "darknet/device/open_device.h"

namespace dn {
namespace {

constexpr int kNothing = -2;

std::atomic<int>& chosen() {
  static std::atomic<int> number{kNothing};
  return number;
}

}  // namespace

void choose_device(int number) noexcept { chosen() = number; }

std::shared_ptr<Device> open_chosen_device() {
  const int number = chosen();
  if (number == kNothing) return open_device("auto");
  if (number < 0 || !is_built_with_cuda()) return open_device("cpu");
  return open_device(fmt::format("cuda:{}", number));
}

}  // namespace dn
