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

void* try_allocate(std::size_t size, void* caller) noexcept {
  count(caller);
  return std::malloc(std::max<std::size_t>(size, 1));
}

void* try_allocate(std::size_t size, std::align_val_t alignment, void* caller) noexcept {
  count(caller);
  const auto align = static_cast<std::size_t>(alignment);
  return std::aligned_alloc(align, (std::max<std::size_t>(size, 1) + align - 1) / align * align);
}

template <typename... Arguments>
void* allocate(Arguments... arguments) {
  if (void* const memory = try_allocate(arguments...)) return memory;
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

// The replacements of all of the program's allocation functions: a sanitizer has its own of every
// form and does not let them be mixed.
void* operator new(std::size_t size) {
  return dn::test::allocate(size, __builtin_return_address(0));
}
void* operator new[](std::size_t size) {
  return dn::test::allocate(size, __builtin_return_address(0));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return dn::test::try_allocate(size, __builtin_return_address(0));
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return dn::test::try_allocate(size, __builtin_return_address(0));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return dn::test::allocate(size, alignment, __builtin_return_address(0));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return dn::test::allocate(size, alignment, __builtin_return_address(0));
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return dn::test::try_allocate(size, alignment, __builtin_return_address(0));
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return dn::test::try_allocate(size, alignment, __builtin_return_address(0));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept {
  std::free(memory);
}
