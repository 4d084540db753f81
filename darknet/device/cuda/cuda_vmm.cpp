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
  auto* const range = reinterpret_cast<std::byte*>(address);  // NOLINT(performance-no-int-to-ptr)
  MutexLock lock(mutex_);
  table_.add_range(range, size);
  return range;
}

void CudaVmm::release(std::byte* address, Bytes size) noexcept {
  MutexLock lock(mutex_);
  table_.remove_range(address, size);
  if (driver_.release(pointer(address), size.value) != CUDA_SUCCESS)
    fatal("cuMemAddressFree failed");
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
  MutexLock lock(mutex_);
  table_.add_chunk(ChunkHandle{handle}, size);
  return ChunkHandle{handle};
}

void CudaVmm::destroy_chunk(ChunkHandle chunk) noexcept {
  MutexLock lock(mutex_);
  table_.remove_chunk(chunk);
  if (driver_.destroy(static_cast<CUmemGenericAllocationHandle>(chunk)) != CUDA_SUCCESS)
    fatal("cuMemRelease failed");
}

void CudaVmm::map(std::byte* address, ChunkHandle chunk, Bytes size) {
  MutexLock lock(mutex_);
  table_.check_mapping(address, chunk, size, granularity_);
  const auto handle = static_cast<CUmemGenericAllocationHandle>(chunk);
  CUresult result = driver_.map(pointer(address), size.value, 0, handle, 0);
  if (result != CUDA_SUCCESS) throw system_failure(driver_.failure("cuMemMap", result));
  result = driver_.set_access(pointer(address), size.value, &access_, 1);
  if (result != CUDA_SUCCESS) {
    take_away(address, size);
    throw system_failure(driver_.failure("cuMemSetAccess", result));
  }
  table_.add_mapping(address, chunk, size);
}

void CudaVmm::unmap(std::byte* address, Bytes size) noexcept {
  MutexLock lock(mutex_);
  table_.remove_mappings(address, size);
  take_away(address, size);
}

void CudaVmm::take_away(std::byte* address, Bytes size) noexcept {
  if (driver_.unmap(pointer(address), size.value) != CUDA_SUCCESS) fatal("cuMemUnmap failed");
}

}  // namespace dn
