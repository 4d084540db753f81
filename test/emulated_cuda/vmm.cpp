// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/vmm.h"

#include <sys/mman.h>
#include <unistd.h>

#include <memory>
#include <string_view>

#include "test/emulated_cuda/capture.h"
#include "test/emulated_cuda/include/cuda.h"
#include "test/emulated_cuda/memory.h"
#include "test/emulated_cuda/physical_memory.h"
#include "test/emulated_cuda/range_map.h"
#include "test/emulated_cuda/state.h"

// The driver's virtual memory. These functions have no linkage: as with a real program that does
// not link the driver, they are reached by their names only.
namespace emulated_cuda {
namespace {

// Physical memory. Handles and mappings share it; the last of them gives it back.
struct Chunk {
  off_t offset;
  std::size_t size;
  int device;

  Chunk(off_t offset, std::size_t size, int device) : offset(offset), size(size), device(device) {
    ++live.chunks;
  }
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;
  ~Chunk() {
    PhysicalMemory::instance().give_back(offset, size);
    give_back_bytes(device, size);
    --live.chunks;
  }
};

// Never destroyed: streams may outlive main().
struct Global {
  std::mutex mutex;
  RangeMap<int> reserved;
  RangeMap<std::shared_ptr<Chunk>> mapped;
  std::map<CUmemGenericAllocationHandle, std::shared_ptr<Chunk>> handles;
  CUmemGenericAllocationHandle last_handle = 0;
};
Global& global() {
  static Global& it = *new Global();
  return it;
}

void* pointer(CUdeviceptr address) { return reinterpret_cast<void*>(address); }

bool fits_granularity(unsigned long long n) { return n % settings().granularity == 0; }

CUresult result(cudaError_t error) { return static_cast<CUresult>(error); }

// Puts addresses without memory there.
bool hide(void* address, std::size_t size) {
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
  return ::mmap(address, size, PROT_NONE, flags, -1, 0) != MAP_FAILED;
}

bool is_on_a_device(const CUmemLocation& location) {
  return location.type == CU_MEM_LOCATION_TYPE_DEVICE && location.id >= 0 &&
         location.id < settings().devices;
}

// Whether whole mappings cover the range, and nothing else.
bool is_whole_mappings(void* address, std::size_t size) {
  const auto start = reinterpret_cast<std::uintptr_t>(address);
  return size > 0 && global().mapped.walk(address, size, [&](std::uintptr_t at, const auto& range) {
    return at >= start && at + range.size <= start + size;
  });
}

CUresult get_granularity(size_t* granularity, const CUmemAllocationProp* properties,
                         CUmemAllocationGranularity_flags) {
  return result(api("cuMemGetAllocationGranularity", [&] {
    if (granularity == nullptr || properties == nullptr) return cudaErrorInvalidValue;
    if (!is_on_a_device(properties->location)) return cudaErrorInvalidDevice;
    *granularity = settings().granularity;
    return cudaSuccess;
  }));
}

CUresult reserve(CUdeviceptr* address, size_t size, size_t alignment, CUdeviceptr,
                 unsigned long long flags) {
  return result(api("cuMemAddressReserve", [&] {
    if (address == nullptr || size == 0 || flags != 0) return cudaErrorInvalidValue;
    if (!fits_granularity(size) || (alignment & (alignment - 1)) != 0) return cudaErrorInvalidValue;
    const std::size_t unit = std::max(alignment, settings().granularity);
    const int kind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void* const raw = ::mmap(nullptr, size + unit, PROT_NONE, kind, -1, 0);
    if (raw == MAP_FAILED) return cudaErrorMemoryAllocation;
    const auto begin = reinterpret_cast<std::uintptr_t>(raw);
    const std::size_t head = (unit - begin % unit) % unit;
    if (head > 0) ::munmap(raw, head);
    *address = begin + head;
    ::munmap(pointer(*address + size), unit - head);
    const std::lock_guard lock(global().mutex);
    global().reserved.add(pointer(*address), size, 0);
    add_reservation(pointer(*address), size);
    ++live.reservations;
    return cudaSuccess;
  }));
}

CUresult free_reservation(CUdeviceptr address, size_t size) {
  return result(api_release("cuMemAddressFree", [&] {
    const std::lock_guard lock(global().mutex);
    const auto* const range = global().reserved.find(pointer(address));
    if (range == nullptr || range->size != size) return cudaErrorInvalidValue;
    if (global().mapped.overlaps(pointer(address), size)) return cudaErrorInvalidValue;
    global().reserved.remove(pointer(address));
    remove_reservation(pointer(address));
    if (::munmap(pointer(address), size) != 0) die("munmap refused in cuMemAddressFree");
    --live.reservations;
    return cudaSuccess;
  }));
}

CUresult create(CUmemGenericAllocationHandle* handle, size_t size,
                const CUmemAllocationProp* properties, unsigned long long flags) {
  return result(api("cuMemCreate", [&] {
    if (handle == nullptr || properties == nullptr || size == 0) return cudaErrorInvalidValue;
    if (!fits_granularity(size) || flags != 0) return cudaErrorInvalidValue;
    if (properties->type != CU_MEM_ALLOCATION_TYPE_PINNED) return cudaErrorInvalidValue;
    if (!is_on_a_device(properties->location)) return cudaErrorInvalidDevice;
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    const int device = properties->location.id;
    if (!take_bytes(device, size)) return cudaErrorMemoryAllocation;
    const off_t offset = PhysicalMemory::instance().take(size);
    if (offset < 0) {
      give_back_bytes(device, size);
      return cudaErrorMemoryAllocation;
    }
    auto chunk = std::make_shared<Chunk>(offset, size, device);
    const std::lock_guard lock(global().mutex);
    *handle = ++global().last_handle;
    global().handles.emplace(*handle, std::move(chunk));
    return cudaSuccess;
  }));
}

CUresult release(CUmemGenericAllocationHandle handle) {
  return result(api_release("cuMemRelease", [&] {
    const std::lock_guard lock(global().mutex);
    return global().handles.erase(handle) == 1 ? cudaSuccess : cudaErrorInvalidValue;
  }));
}

CUresult map(CUdeviceptr address, size_t size, size_t offset, CUmemGenericAllocationHandle handle,
             unsigned long long flags) {
  return result(api("cuMemMap", [&] {
    const std::lock_guard lock(global().mutex);
    const auto found = global().handles.find(handle);
    if (found == global().handles.end() || flags != 0) return cudaErrorInvalidValue;
    const std::shared_ptr<Chunk>& chunk = found->second;
    void* const at = pointer(address);
    const auto any = [](std::uintptr_t, const auto&) { return true; };
    if (size == 0 || !fits_granularity(address | size | offset)) return cudaErrorInvalidValue;
    if (offset + size > chunk->size) return cudaErrorInvalidValue;
    // As drivers do: a part of a chunk is a request that makes sense, but not to them.
    if (size != chunk->size) return cudaErrorNotSupported;
    if (global().mapped.overlaps(at, size)) return cudaErrorInvalidValue;
    if (!global().reserved.walk(at, size, any)) return cudaErrorInvalidValue;
    const int file = PhysicalMemory::instance().file();
    if (::mmap(at, size, PROT_NONE, MAP_SHARED | MAP_FIXED, file, chunk->offset) == MAP_FAILED) {
      return cudaErrorMemoryAllocation;
    }
    global().mapped.add(at, size, chunk);
    add_device_region(at, size, Access::kNone);
    ++live.mappings;
    return cudaSuccess;
  }));
}

CUresult unmap(CUdeviceptr address, size_t size) {
  return result(api_release("cuMemUnmap", [&] {
    const std::lock_guard lock(global().mutex);
    void* const begin = pointer(address);
    if (!is_whole_mappings(begin, size)) return cudaErrorInvalidValue;
    if (!hide(begin, size)) die("the system refused to unmap a chunk");
    for (std::size_t done = 0; done < size;) {
      void* const at = pointer(address + done);
      done += global().mapped.find(at)->size;
      remove_device_region(at);
      global().mapped.remove(at);
      --live.mappings;
    }
    return cudaSuccess;
  }));
}

CUresult set_access(CUdeviceptr address, size_t size, const CUmemAccessDesc* access, size_t count) {
  return result(api("cuMemSetAccess", [&] {
    const std::lock_guard lock(global().mutex);
    if (access == nullptr || count != 1) return cudaErrorInvalidValue;
    if (!is_on_a_device(access->location)) return cudaErrorInvalidDevice;
    void* const at = pointer(address);
    if (!is_whole_mappings(at, size)) return cudaErrorInvalidValue;
    const bool writes = access->flags == CU_MEM_ACCESS_FLAGS_PROT_READWRITE;
    const bool reads = writes || access->flags == CU_MEM_ACCESS_FLAGS_PROT_READ;
    const int protection = (reads ? PROT_READ : PROT_NONE) | (writes ? PROT_WRITE : PROT_NONE);
    if (::mprotect(at, size, protection) != 0) return cudaErrorInvalidValue;
    change_access(at, size, writes ? Access::kReadWrite : reads ? Access::kRead : Access::kNone);
    return cudaSuccess;
  }));
}

CUresult error_name(CUresult error, const char** name) {
  if (name == nullptr) return CUDA_ERROR_INVALID_VALUE;
#define EMULATED_CUDA_NAME(code, number, text) \
  if (error == code) return *name = #code, CUDA_SUCCESS;
  EMULATED_CUDA_RESULTS(EMULATED_CUDA_NAME)
#undef EMULATED_CUDA_NAME
  *name = nullptr;
  return CUDA_ERROR_INVALID_VALUE;
}

CUresult error_string(CUresult error, const char** words) {
  if (words == nullptr) return CUDA_ERROR_INVALID_VALUE;
#define EMULATED_CUDA_TEXT(code, number, text) \
  if (error == code) return *words = text, CUDA_SUCCESS;
  EMULATED_CUDA_RESULTS(EMULATED_CUDA_TEXT)
#undef EMULATED_CUDA_TEXT
  *words = nullptr;
  return CUDA_ERROR_INVALID_VALUE;
}

}  // namespace

void* find_driver_function(const char* name) {
  // The declared type holds each definition to cuda.h.
#define EMULATED_CUDA_FUNCTION(symbol, function)                  \
  if (std::string_view(name) == #symbol) {                        \
    return reinterpret_cast<void*>(decltype(&symbol){&function}); \
  }
  EMULATED_CUDA_FUNCTION(cuMemGetAllocationGranularity, get_granularity)
  EMULATED_CUDA_FUNCTION(cuMemAddressReserve, reserve)
  EMULATED_CUDA_FUNCTION(cuMemAddressFree, free_reservation)
  EMULATED_CUDA_FUNCTION(cuMemCreate, create)
  EMULATED_CUDA_FUNCTION(cuMemRelease, release)
  EMULATED_CUDA_FUNCTION(cuMemMap, map)
  EMULATED_CUDA_FUNCTION(cuMemUnmap, unmap)
  EMULATED_CUDA_FUNCTION(cuMemSetAccess, set_access)
  EMULATED_CUDA_FUNCTION(cuGetErrorName, error_name)
  EMULATED_CUDA_FUNCTION(cuGetErrorString, error_string)
#undef EMULATED_CUDA_FUNCTION
  return nullptr;
}

}  // namespace emulated_cuda
