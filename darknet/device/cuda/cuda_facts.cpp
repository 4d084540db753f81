// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cuda_runtime.h>
#include <fmt/format.h>

#include "darknet/device/cuda/check.h"
#include "darknet/device/facts.h"

namespace dn {
namespace {

// 13000 -> "13.0"
std::string version_text(int version) {
  return fmt::format("{}.{}", version / 1000, version % 1000 / 10);
}

// In kHz; absent where the device does not say, which is no error.
void add_clock(std::vector<DeviceFact>& facts, const char* name, cudaDeviceAttr attribute,
               int device) {
  int khz = 0;
  if (cudaDeviceGetAttribute(&khz, attribute, device) != cudaSuccess) {
    static_cast<void>(cudaGetLastError());  // answered: it must not show up in a later call
  } else if (khz > 0) {
    facts.push_back({name, fmt::format("{} MHz", khz / 1000)});
  }
}

}  // namespace

std::vector<DeviceFact> cuda_facts() {
  int device = 0, driver = 0, runtime = 0;
  DN_CUDA_CHECK(cudaGetDevice(&device));
  DN_CUDA_CHECK(cudaDriverGetVersion(&driver));
  DN_CUDA_CHECK(cudaRuntimeGetVersion(&runtime));
  std::vector<DeviceFact> facts = {{"driver", "CUDA " + version_text(driver)},
                                   {"runtime", "CUDA " + version_text(runtime)}};
  add_clock(facts, "highest clock", cudaDevAttrClockRate, device);
  add_clock(facts, "memory clock", cudaDevAttrMemoryClockRate, device);
  return facts;
}

}  // namespace dn
