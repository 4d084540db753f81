// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/cuda_vmm.h"

#include <cuda_runtime.h>
#include <fmt/format.h>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace dn {
namespace {

CUdeviceptr pointer(const std::byte* address) { return reinterpret_cast<CUdeviceptr>(address); }

std::string free_now() {
  std::size_t free = 0, total = 0;
  if (cudaMemGetInfo(&free, &total) != cudaSuccess) return "how much is free is unknown";
  return human(Bytes(free)) + " of the device are free";
}

}  // namespace

CudaVmm::CudaVmm(int ordinal) : driver_(CudaDriver::get()) {
  properties_.type = CU_MEM_ALLOCATION_TYPE_PINNED;
  properties_.location.type = CU_MEM_LOCATION_TYPE_DEVICE;
  properties_.location.id = ordinal;
  access_.location = properties_.location;
  access_.flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE;
  std::size_t granularity = 0;
  const CUresult result =
      driver_.get_granularity(&granularity, &properties_, CU_MEM_ALLOC_GRANULARITY_MINIMUM);
  if (result != CUDA_SUCCESS)
    throw system_failure(driver_.failure("cuMemGetAllocationGranularity", result));
  granularity_ = Bytes(granularity);
}

std::byte* CudaVmm::reserve(Bytes size, std::string_view who) {
  if (size == Bytes(0) || size.value % granularity_.value != 0) {
    throw bad_input(fmt::format("{}: a range of {} bytes is no multiple of {}", who, size.value,
                                granularity_.value));
  }
  CUdeviceptr address = 0;
  const CUresult result = driver_.reserve(&address, size.value, 0, 0, 0);
  if (result != CUDA_SUCCESS) {
    throw system_failure(fmt::format("{}: cannot reserve {} of device addresses: {}", who,
                                     human(size), driver_.failure("cuMemAddressReserve", result)));
  }
  return reinterpret_cast<std::byte*>(address);  // NOLINT(performance-no-int-to-ptr): as given
}

void CudaVmm::release(std::byte* address, Bytes size) noexcept {
  if (driver_.release(pointer(address), size.value) != CUDA_SUCCESS)
    fatal("cuMemAddressFree failed: something is still mapped there, or it was never reserved");
}

ChunkHandle CudaVmm::create_chunk(Bytes size, std::string_view who) {
  if (size == Bytes(0) || size.value % granularity_.value != 0) {
    throw bad_input(fmt::format("{}: a chunk of {} bytes is no multiple of {}", who, size.value,
                                granularity_.value));
  }
  CUmemGenericAllocationHandle handle = 0;
  const CUresult result = driver_.create(&handle, size.value, &properties_, 0);
  if (result != CUDA_SUCCESS) {
    throw system_failure(fmt::format("{}: cannot take {} of device memory, {}: {}", who,
                                     human(size), free_now(),
                                     driver_.failure("cuMemCreate", result)));
  }
  return ChunkHandle{handle};
}

void CudaVmm::destroy_chunk(ChunkHandle chunk) noexcept {
  if (driver_.destroy(static_cast<CUmemGenericAllocationHandle>(chunk)) != CUDA_SUCCESS)
    fatal("cuMemRelease failed: no such chunk");
}

void CudaVmm::map(std::byte* address, ChunkHandle chunk, Bytes size) {
  const auto handle = static_cast<CUmemGenericAllocationHandle>(chunk);
  CUresult result = driver_.map(pointer(address), size.value, 0, handle, 0);
  if (result == CUDA_ERROR_INVALID_VALUE) throw bad_input(driver_.failure("cuMemMap", result));
  if (result != CUDA_SUCCESS) throw system_failure(driver_.failure("cuMemMap", result));
  result = driver_.set_access(pointer(address), size.value, &access_, 1);
  if (result == CUDA_SUCCESS) return;
  unmap(address, size);
  throw system_failure(driver_.failure("cuMemSetAccess", result));
}

void CudaVmm::unmap(std::byte* address, Bytes size) noexcept {
  if (driver_.unmap(pointer(address), size.value) != CUDA_SUCCESS)
    fatal("cuMemUnmap failed: the range is not made of whole mappings");
}

}  // namespace dn
