// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "test/emulated_cuda/capture.h"
#include "test/emulated_cuda/range_map.h"
#include "test/emulated_cuda/state.h"
#include "test/emulated_cuda/stream.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) (static_cast<void>(address))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) (static_cast<void>(address))
#endif

namespace emulated_cuda {
namespace {

constexpr std::size_t kAlignment = 256;  // of what cudaMalloc returns

// Whether the process may write all of it, as the system's list of mappings has it.
bool is_writable(const void* address, std::size_t size) {
  const auto begin = reinterpret_cast<std::uintptr_t>(address);
  std::uintptr_t from = 0, to = 0, reached = begin;
  char access[5] = {};
  std::FILE* maps = std::fopen("/proc/self/maps", "r");
  if (maps == nullptr) return true;
  char line[1024];
  while (reached < begin + size && std::fgets(line, sizeof(line), maps) != nullptr) {
    const bool is_mapping = std::sscanf(line, "%lx-%lx %4s", &from, &to, access) == 3;
    if (is_mapping && from <= reached && reached < to && access[1] == 'w') reached = to;
  }
  std::fclose(maps);
  return reached >= begin + size;
}

// What cudaMalloc took from the system for one allocation: the data ends where a page begins that
// nobody may touch.
struct Allocation {
  std::byte* pages;
  std::size_t pages_size;
  int device;
};
enum class Pinned { kAllocated, kRegistered };

// Never destroyed: streams may outlive main().
struct Global {
  std::mutex mutex;
  std::map<int, std::size_t> used;  // bytes per device
  RangeMap<Access> device;
  RangeMap<int> reserved;
  RangeMap<Allocation> allocations;
  RangeMap<Pinned> pinned;
};
Global& global() {
  static Global& it = *new Global();
  return it;
}

std::size_t round_up(std::size_t size, std::size_t unit) { return (size + unit - 1) / unit * unit; }

cudaError_t allocate(void** address, std::size_t size) {
  const int device = current_device();
  if (!take_bytes(device, size)) return cudaErrorMemoryAllocation;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t padded = round_up(size, kAlignment);
  const std::size_t usable = round_up(padded, page);
  void* const raw = ::mmap(nullptr, usable + page, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (raw == MAP_FAILED) {
    give_back_bytes(device, size);
    return cudaErrorMemoryAllocation;
  }
  auto* const pages = static_cast<std::byte*>(raw);
  if (::mprotect(pages + usable, page, PROT_NONE) != 0) die("no guard page for cudaMalloc");
  std::byte* const data = pages + usable - padded;
  std::memset(pages, 0xff, usable);
  ASAN_POISON_MEMORY_REGION(pages, usable);
  ASAN_UNPOISON_MEMORY_REGION(data, size);
  add_device_region(data, size, Access::kReadWrite);
  const std::lock_guard lock(global().mutex);
  global().allocations.add(data, size, {pages, usable + page, device});
  ++live.allocations;
  *address = data;
  return cudaSuccess;
}

cudaError_t release(void* address) {
  Allocation allocation;
  std::size_t size = 0;
  {
    const std::lock_guard lock(global().mutex);
    const auto* const found = global().allocations.find(address);
    if (found == nullptr) return cudaErrorInvalidValue;
    allocation = found->value;
    size = found->size;
    global().allocations.remove(address);
    global().device.remove(address);
  }
  ASAN_UNPOISON_MEMORY_REGION(allocation.pages, allocation.pages_size);
  if (::munmap(allocation.pages, allocation.pages_size) != 0) die("munmap refused in cudaFree");
  give_back_bytes(allocation.device, size);
  --live.allocations;
  return cudaSuccess;
}

cudaError_t allocate_host(void** address, std::size_t size) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* const data = std::aligned_alloc(page, round_up(size, page));
  if (data == nullptr) return cudaErrorMemoryAllocation;
  const std::lock_guard lock(global().mutex);
  global().pinned.add(data, size, Pinned::kAllocated);
  ++live.host_allocations;
  *address = data;
  return cudaSuccess;
}

// Takes a piece out of the pinned memory; false when it is none of that kind.
bool unpin(const void* address, Pinned kind) {
  const std::lock_guard lock(global().mutex);
  const auto* const found = global().pinned.find(address);
  if (found == nullptr || found->value != kind) return false;
  global().pinned.remove(address);
  return true;
}

}  // namespace

bool take_bytes(int device, std::size_t size) {
  const std::size_t limit = settings().memory;
  const std::lock_guard lock(global().mutex);
  std::size_t& used = global().used[device];
  if (size > limit || used > limit - size) return false;
  used += size;
  live.device_bytes += static_cast<std::int64_t>(size);
  return true;
}

void give_back_bytes(int device, std::size_t size) {
  const std::lock_guard lock(global().mutex);
  global().used[device] -= size;
  live.device_bytes -= static_cast<std::int64_t>(size);
}

void add_device_region(void* address, std::size_t size, Access access) {
  const std::lock_guard lock(global().mutex);
  global().device.add(address, size, access);
}

void remove_device_region(void* address) {
  const std::lock_guard lock(global().mutex);
  global().device.remove(address);
}

void change_access(void* address, std::size_t size, Access access) {
  const std::lock_guard lock(global().mutex);
  global().device.walk(address, size, [&](std::uintptr_t, auto& range) {
    range.value = access;
    return true;
  });
}

void add_reservation(void* address, std::size_t size) {
  const std::lock_guard lock(global().mutex);
  global().reserved.add(address, size, 0);
}

void remove_reservation(void* address) {
  const std::lock_guard lock(global().mutex);
  global().reserved.remove(address);
}

bool is_device_memory(const void* address, std::size_t size, Access access) {
  const std::lock_guard lock(global().mutex);
  return global().device.walk(
      address, size, [&](std::uintptr_t, const auto& range) { return range.value >= access; });
}

bool is_host_memory(const void* address, std::size_t size) {
  const std::lock_guard lock(global().mutex);
  return address != nullptr && !global().device.overlaps(address, size) &&
         !global().reserved.overlaps(address, size);
}

bool is_pinned(const void* address, std::size_t size) {
  const std::lock_guard lock(global().mutex);
  int pieces = 0;
  return global().pinned.walk(address, size,
                              [&](std::uintptr_t, const auto&) { return ++pieces == 1; });
}

}  // namespace emulated_cuda

using namespace emulated_cuda;

cudaError_t cudaMemGetInfo(size_t* free, size_t* total) {
  return api("cudaMemGetInfo", [&] {
    if (free == nullptr || total == nullptr) return cudaErrorInvalidValue;
    *total = settings().memory;
    const std::lock_guard lock(global().mutex);
    *free = *total - global().used[current_device()];
    return cudaSuccess;
  });
}

cudaError_t cudaMalloc(void** address, size_t size) {
  return api("cudaMalloc", [&] {
    if (address == nullptr) return cudaErrorInvalidValue;
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    *address = nullptr;
    return size == 0 ? cudaSuccess : allocate(address, size);
  });
}

// Waits for the device, as the real one does.
cudaError_t cudaFree(void* address) {
  return api_release("cudaFree", [&] {
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    if (address == nullptr) return cudaSuccess;
    wait_for_all_streams();
    return release(address);
  });
}

cudaError_t cudaHostAlloc(void** address, size_t size, unsigned int flags) {
  return api("cudaHostAlloc", [&] {
    constexpr unsigned kKnown =
        cudaHostAllocPortable | cudaHostAllocMapped | cudaHostAllocWriteCombined;
    if (address == nullptr || (flags & ~kKnown) != 0) return cudaErrorInvalidValue;
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    *address = nullptr;
    return size == 0 ? cudaSuccess : allocate_host(address, size);
  });
}

cudaError_t cudaMallocHost(void** address, size_t size) {
  return cudaHostAlloc(address, size, cudaHostAllocDefault);
}

cudaError_t cudaFreeHost(void* address) {
  return api_release("cudaFreeHost", [&] {
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    if (address == nullptr) return cudaSuccess;
    wait_for_all_streams();
    if (!unpin(address, Pinned::kAllocated)) return cudaErrorInvalidValue;
    std::free(address);
    --live.host_allocations;
    return cudaSuccess;
  });
}

cudaError_t cudaHostRegister(void* address, size_t size, unsigned int flags) {
  return api("cudaHostRegister", [&] {
    constexpr unsigned kKnown =
        cudaHostRegisterPortable | cudaHostRegisterMapped | cudaHostRegisterReadOnly;
    if (size == 0 || (flags & ~kKnown) != 0) return cudaErrorInvalidValue;
    if (!is_host_memory(address, size)) return cudaErrorInvalidValue;
    const bool is_read_only = (flags & cudaHostRegisterReadOnly) != 0;
    if (!is_read_only && !is_writable(address, size)) return cudaErrorInvalidValue;
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    const std::lock_guard lock(global().mutex);
    if (global().pinned.overlaps(address, size)) return cudaErrorHostMemoryAlreadyRegistered;
    global().pinned.add(address, size, Pinned::kRegistered);
    ++live.registrations;
    return cudaSuccess;
  });
}

cudaError_t cudaHostUnregister(void* address) {
  return api_release("cudaHostUnregister", [&] {
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    wait_for_all_streams();
    if (!unpin(address, Pinned::kRegistered)) return cudaErrorHostMemoryNotRegistered;
    --live.registrations;
    return cudaSuccess;
  });
}
