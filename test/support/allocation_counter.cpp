// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/allocation_counter.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <new>

namespace dn::test {
namespace {

struct Site {
  std::atomic<void*> caller{nullptr};
  std::atomic<std::uint64_t> count{0};
};

constinit std::atomic<bool> counting{false};
constinit std::atomic<std::uint64_t> allocations{0};
constinit std::array<Site, 64> sites{};
constinit thread_local bool is_exempt = false;

// The first site that is this caller's or nobody's yet.
void count(void* caller) noexcept {
  if (!counting.load(std::memory_order_relaxed) || is_exempt) return;
  allocations.fetch_add(1, std::memory_order_relaxed);
  for (Site& site : sites) {
    void* expected = nullptr;
    if (site.caller.compare_exchange_strong(expected, caller) || expected == caller) {
      site.count.fetch_add(1, std::memory_order_relaxed);
      return;
    }
  }
}

void* allocate(std::size_t size, void* caller) {
  count(caller);
  if (void* const memory = std::malloc(std::max<std::size_t>(size, 1))) return memory;
  throw std::bad_alloc();
}

void* allocate(std::size_t size, std::align_val_t alignment, void* caller) {
  count(caller);
  const auto align = static_cast<std::size_t>(alignment);
  const std::size_t rounded = (std::max<std::size_t>(size, 1) + align - 1) / align * align;
  if (void* const memory = std::aligned_alloc(align, rounded)) return memory;
  throw std::bad_alloc();
}

AllocationSite described(const Site& site) {
  AllocationSite described;
  described.count = site.count.load();
  Dl_info info{};
  if (::dladdr(site.caller.load(), &info) == 0) return described;
  described.module = std::filesystem::path(info.dli_fname).filename().string();
  if (info.dli_sname != nullptr) described.function = info.dli_sname;
  return described;
}

}  // namespace

CountAllocations::CountAllocations() {
  for (Site& site : sites) {
    site.caller = nullptr;
    site.count = 0;
  }
  allocations = 0;
  is_exempt = true;
  counting = true;
}

CountAllocations::~CountAllocations() {
  counting = false;
  is_exempt = false;
}

std::vector<AllocationSite> CountAllocations::stop() {
  counting = false;
  std::vector<AllocationSite> found;
  for (const Site& site : sites) {
    if (site.caller.load() != nullptr) found.push_back(described(site));
  }
  std::ranges::sort(found, std::greater<>(), &AllocationSite::count);
  return found;
}

std::uint64_t CountAllocations::total() const { return allocations.load(); }

}  // namespace dn::test

// The replacements of the program's allocation functions; the other forms end in these.
void* operator new(std::size_t size) {
  return dn::test::allocate(size, __builtin_return_address(0));
}
void* operator new[](std::size_t size) {
  return dn::test::allocate(size, __builtin_return_address(0));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return dn::test::allocate(size, alignment, __builtin_return_address(0));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return dn::test::allocate(size, alignment, __builtin_return_address(0));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
