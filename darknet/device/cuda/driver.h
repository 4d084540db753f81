// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda.h>

#include <string>
#include <string_view>

namespace dn {

// The functions of the driver API that the runtime API has no names for. They are looked up when
// first used, because the program must also start where there is no driver.
struct CudaDriver {
  decltype(&::cuMemGetAllocationGranularity) get_granularity = nullptr;
  decltype(&::cuMemAddressReserve) reserve = nullptr;
  decltype(&::cuMemAddressFree) release = nullptr;
  decltype(&::cuMemCreate) create = nullptr;
  decltype(&::cuMemRelease) destroy = nullptr;
  decltype(&::cuMemMap) map = nullptr;
  decltype(&::cuMemUnmap) unmap = nullptr;
  decltype(&::cuMemSetAccess) set_access = nullptr;
  decltype(&::cuGetErrorString) error_string = nullptr;

  // Throws Error where the driver is too old. Any thread.
  static const CudaDriver& get();

  // "cuMemCreate failed: out of memory".
  std::string failure(std::string_view call, CUresult error) const;
};

}  // namespace dn
