// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/driver.h"

#include <fmt/format.h>

#include "darknet/base/error.h"
#include "darknet/device/cuda/version.h"

namespace dn {
namespace {

template <typename Function>
void look_up(const char* name, Function& function) {
  void* address = nullptr;
  if (driver_entry_point(name, &address) != cudaSuccess || address == nullptr) {
    throw system_failure(fmt::format(
        "the GPU's driver has no {}: it is too old for virtual memory management", name));
  }
  function = reinterpret_cast<Function>(address);
}

CudaDriver load() {
  CudaDriver driver;
  look_up("cuMemGetAllocationGranularity", driver.get_granularity);
  look_up("cuMemAddressReserve", driver.reserve);
  look_up("cuMemAddressFree", driver.release);
  look_up("cuMemCreate", driver.create);
  look_up("cuMemRelease", driver.destroy);
  look_up("cuMemMap", driver.map);
  look_up("cuMemUnmap", driver.unmap);
  look_up("cuMemSetAccess", driver.set_access);
  look_up("cuGetErrorString", driver.error_string);
  return driver;
}

}  // namespace

const CudaDriver& CudaDriver::get() {
  static const CudaDriver driver = load();
  return driver;
}

std::string CudaDriver::failure(std::string_view call, CUresult error) const {
  const char* text = nullptr;
  error_string(error, &text);
  return fmt::format("{} failed: {}", call, text == nullptr ? "unknown error" : text);
}

}  // namespace dn
