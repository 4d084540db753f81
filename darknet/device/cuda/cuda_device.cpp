// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/cuda_device.h"

#include <fmt/format.h>

#include "darknet/device/cuda/check.h"
#include "darknet/device/cuda/cuda_stream.h"

namespace dn {
namespace {

// CUDA keeps the last failure of a thread until somebody asks; one that was answered must not show
// up in a later call.
void forget_failure() { static_cast<void>(cudaGetLastError()); }

}  // namespace

CudaDevice::CudaDevice(int ordinal) : ordinal_(ordinal) {
  DN_CUDA_CHECK(cudaSetDevice(ordinal));
  DN_CUDA_CHECK(cudaGetDeviceProperties(&properties_, ordinal));
  DN_CUDA_CHECK(cudaFree(nullptr));  // makes the context
  vmm_.emplace(ordinal);
}

std::string CudaDevice::description() const {
  return fmt::format("{} (cuda:{}), {}, compute capability {}.{}, {} multiprocessors",
                     properties_.name, ordinal_, human(Bytes(properties_.totalGlobalMem)),
                     properties_.major, properties_.minor, properties_.multiProcessorCount);
}

DeviceBlock CudaDevice::allocate(Bytes size, std::string_view who) {
  if (size == Bytes(0)) return {};
  void* data = nullptr;
  const cudaError_t error = cudaMalloc(&data, size.value);
  if (error == cudaErrorMemoryAllocation) {
    forget_failure();
    const auto left = usage();
    throw system_failure(fmt::format("{}: cannot take {} of memory of {}, {} are free", who,
                                     human(size), properties_.name,
                                     left ? human(left->free) : "an unknown amount"));
  }
  check_cuda(error, {"cudaMalloc", __FILE__, __LINE__});
  return {*this, static_cast<std::byte*>(data), size, false};
}

DeviceBlock CudaDevice::allocate_pinned(Bytes size, std::string_view who) {
  if (size == Bytes(0)) return {};
  void* data = nullptr;
  const cudaError_t error = cudaHostAlloc(&data, size.value, cudaHostAllocDefault);
  if (error != cudaSuccess) {
    forget_failure();
    throw system_failure(fmt::format("{}: cannot take {} of pinned host memory: {}", who,
                                     human(size), cudaGetErrorString(error)));
  }
  return {*this, static_cast<std::byte*>(data), size, true};
}

PinnedRange CudaDevice::pin(const std::byte* data, Bytes size, std::string_view who) {
  if (size == Bytes(0)) return {};
  void* address = const_cast<std::byte*>(data);
  const cudaError_t error = cudaHostRegister(address, size.value, cudaHostRegisterDefault);
  if (error != cudaSuccess) {
    forget_failure();
    throw system_failure(fmt::format("{}: cannot pin {} of host memory: {}", who, human(size),
                                     cudaGetErrorString(error)));
  }
  return {*this, data};
}

std::unique_ptr<Stream> CudaDevice::make_stream(StreamPriority priority) {
  int least = 0, greatest = 0;
  DN_CUDA_CHECK(cudaDeviceGetStreamPriorityRange(&least, &greatest));
  return std::make_unique<CudaStream>(priority == StreamPriority::kHigh ? greatest : least);
}

std::unique_ptr<Fence> CudaDevice::make_fence() { return std::make_unique<CudaFence>(); }

std::unique_ptr<Stamp> CudaDevice::make_stamp() { return std::make_unique<CudaStamp>(); }

void CudaDevice::attach_thread() noexcept { DN_CUDA_CHECK_NOEXCEPT(cudaSetDevice(ordinal_)); }

std::optional<DeviceUsage> CudaDevice::usage() const {
  std::size_t free = 0, total = 0;
  if (cudaMemGetInfo(&free, &total) != cudaSuccess) return std::nullopt;
  return DeviceUsage{Bytes(total), Bytes(free)};
}

void CudaDevice::free(std::byte* data, Bytes /*size*/, bool pinned) noexcept {
  if (pinned) {
    DN_CUDA_CHECK_NOEXCEPT(cudaFreeHost(data));
  } else {
    DN_CUDA_CHECK_NOEXCEPT(cudaFree(data));
  }
}

void CudaDevice::unpin(const std::byte* data) noexcept {
  DN_CUDA_CHECK_NOEXCEPT(cudaHostUnregister(const_cast<std::byte*>(data)));
}

}  // namespace dn
