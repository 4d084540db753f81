// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/cuda_vmm.h"

#include <cuda_runtime.h>

#include "darknet/device/open_device.h"
#include "test/darknet/device/vmm_conformance.h"

namespace dn {
namespace {

// A copy out of pageable memory may still be on its way to the device when the call returns, and
// the test unmaps what it goes to.
void copy(void* to, const void* from, std::size_t size) {
  ASSERT_EQ(cudaMemcpy(to, from, size, cudaMemcpyDefault), cudaSuccess);
  ASSERT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

VmmBackend cuda_backend() {
  return {
      "cuda",
      [] {
        open_device("cuda:0");
        return std::make_unique<CudaVmm>(0);
      },
      [](std::byte* device, std::span<const std::byte> from) {
        copy(device, from.data(), from.size());
      },
      [](const std::byte* device, std::span<std::byte> to) { copy(to.data(), device, to.size()); }};
}

INSTANTIATE_TEST_SUITE_P(Cuda, VmmConformance, testing::Values(cuda_backend()));

}  // namespace
}  // namespace dn
