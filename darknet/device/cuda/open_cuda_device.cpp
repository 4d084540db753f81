// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/open_cuda_device.h"

#include <fmt/format.h>

#include "darknet/device/cuda/cuda_device.h"

namespace dn {

bool is_built_with_cuda() noexcept { return true; }

int cuda_device_count() noexcept {
  int count = 0;
  if (cudaGetDeviceCount(&count) == cudaSuccess) return count;
  static_cast<void>(cudaGetLastError());
  return 0;
}

std::string why_no_cuda_device() {
  int count = 0;
  const cudaError_t error = cudaGetDeviceCount(&count);
  if (error == cudaSuccess && count > 0) return {};
  static_cast<void>(cudaGetLastError());
  return fmt::format("no CUDA device can be used here: {}",
                     error == cudaSuccess ? "there is none" : cudaGetErrorString(error));
}

std::unique_ptr<Device> open_cuda_device(int ordinal) {
  return std::make_unique<CudaDevice>(ordinal);
}

}  // namespace dn
