// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/host/host_mapping.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/base/parallel.h"
#include "darknet/base/run_in_threads.h"
#include "darknet/device/fatal.h"

namespace dn {
namespace {

// MADV_POPULATE_WRITE (Linux 5.14): written out because older C libraries do not name it.
constexpr int kMadvPopulateWrite = 23;

int to_prot(Protection protection) {
  switch (protection) {
    case Protection::kNone:
      return PROT_NONE;
    case Protection::kRead:
      return PROT_READ;
    case Protection::kReadWrite:
      break;
  }
  return PROT_READ | PROT_WRITE;
}

void unmap_or_die(std::byte* address, std::uint64_t size) noexcept {
  if (size > 0 && ::munmap(address, size) != 0) fatal("munmap refused a range that we own");
}

// Kernels before 5.14 cannot populate on request. The write changes nothing, and it is atomic
// because another mapping of the same page may be in use.
void touch_pages(std::byte* address, Bytes size, std::uint64_t page) {
  for (std::uint64_t at = 0; at < size.value; at += page) {
    reinterpret_cast<std::atomic<unsigned char>*>(address + at)->fetch_or(0);
  }
}

}  // namespace

Bytes page_size() {
  static const Bytes size(static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)));
  return size;
}

HostMapping::HostMapping(Bytes size, Protection protection, std::string_view who) {
  if (size.value == 0) return;
  const Bytes alignment = size >= kHugePage ? kHugePage : page_size();
  const Bytes wanted = align_up(size, page_size());
  const Bytes taken = wanted + alignment - page_size();
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  void* const raw =
      taken < size ? MAP_FAILED : ::mmap(nullptr, taken.value, to_prot(protection), flags, -1, 0);
  if (raw == MAP_FAILED) {
    throw system_failure(fmt::format("the system has no {} of addresses for {}", human(size), who));
  }
  auto* const start = static_cast<std::byte*>(raw);
  const auto misfit = reinterpret_cast<std::uintptr_t>(start) % alignment.value;
  const std::uint64_t head = misfit == 0 ? 0 : alignment.value - misfit;
  unmap_or_die(start, head);
  unmap_or_die(start + head + wanted.value, taken.value - head - wanted.value);
  data_ = start + head;
  size_ = wanted;
}

HostMapping::HostMapping(HostMapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, Bytes())) {}

HostMapping& HostMapping::operator=(HostMapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

HostMapping::~HostMapping() { unmap_or_die(data_, size_.value); }

void HostMapping::protect(Protection protection) {
  if (size_.value == 0) return;
  if (::mprotect(data_, size_.value, to_prot(protection)) != 0) {
    throw system_failure_errno(fmt::format("cannot change the protection of {}", human(size_)));
  }
}

void advise_huge_pages(std::byte* address, Bytes size) noexcept {
  if (size < kHugePage) return;
  // Fails where the kernel has no large pages, which changes the speed and nothing else.
  static_cast<void>(::madvise(address, size.value, MADV_HUGEPAGE));
}

void populate_alone(std::byte* address, Bytes size, std::string_view who) {
  int error = EINTR;
  while (error == EINTR) {
    error = ::madvise(address, size.value, kMadvPopulateWrite) == 0 ? 0 : errno;
  }
  if (error == EINVAL) return touch_pages(address, size, page_size().value);
  if (error != 0) {
    throw system_failure(fmt::format("the system has no {} of memory for {}", human(size), who));
  }
}

// The kernel clears every page it gives: for a network's weights that is a good part of the start,
// and threads share it well.
void populate(std::byte* address, Bytes size, std::string_view who) {
  constexpr Bytes kSlice = kMiB * 16;
  constexpr int kMostThreads = 8;
  const std::uint64_t slices = chunks_for(size, kSlice);
  run_in_threads(slices, std::min(usable_cpus(), kMostThreads), [&](std::size_t i) {
    const Bytes from = kSlice * i;
    populate_alone(address + from.value, std::min(kSlice, size - from), who);
  });
}

}  // namespace dn
