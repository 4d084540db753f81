// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/host/host_vmm.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace dn {
namespace {

std::uint64_t offset_of(ChunkHandle chunk) { return static_cast<std::uint64_t>(chunk) - 1; }
ChunkHandle handle_at(std::uint64_t offset) { return ChunkHandle{offset + 1}; }

void require_size(Bytes size, std::string_view who) {
  if (size.value == 0 || size.value % page_size().value != 0) {
    throw bad_input(fmt::format("{} wants {} bytes of device memory, it must be a multiple of {}",
                                who, size.value, page_size().value));
  }
}

// Takes a chunk out of sight: the addresses stay reserved, and a touch faults again.
void hide(std::byte* address, Bytes size) noexcept {
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
  if (::mmap(address, size.value, PROT_NONE, flags, -1, 0) == MAP_FAILED) {
    fatal("the system refused to unmap a chunk");
  }
}

}  // namespace

HostVmm::HostVmm() : file_(::memfd_create("darknet-chunks", MFD_CLOEXEC)) {
  if (!file_) throw system_failure_errno("cannot create a memory file for the device memory");
}

HostVmm::~HostVmm() = default;

std::byte* HostVmm::reserve(Bytes size, std::string_view who) {
  require_size(size, who);
  HostMapping range(size, Protection::kNone, who);
  std::byte* const address = range.data();
  MutexLock lock(mutex_);
  table_.add_range(address, size);
  ranges_.emplace(address, std::move(range));
  return address;
}

void HostVmm::release(std::byte* address, Bytes size) noexcept {
  MutexLock lock(mutex_);
  table_.remove_range(address, size);
  ranges_.erase(address);
}

ChunkHandle HostVmm::create_chunk(Bytes size, std::string_view who) {
  require_size(size, who);
  MutexLock lock(mutex_);
  const std::uint64_t offset = take_offset(size, who);
  try {
    commit(offset, size, who);
  } catch (...) {
    give_back(offset, size);
    throw;
  }
  table_.add_chunk(handle_at(offset), size);
  return handle_at(offset);
}

void HostVmm::destroy_chunk(ChunkHandle chunk) noexcept {
  MutexLock lock(mutex_);
  give_back(offset_of(chunk), table_.remove_chunk(chunk));
}

void HostVmm::map(std::byte* address, ChunkHandle chunk, Bytes size) {
  MutexLock lock(mutex_);
  table_.check_mapping(address, chunk, size, page_size());
  place(address, offset_of(chunk), size);
  // Page tables belong to a mapping, so each mapping is populated, not only the first.
  try {
    populate_alone(address, size, "a mapped chunk");
  } catch (...) {
    hide(address, size);
    throw;
  }
  table_.add_mapping(address, chunk, size);
}

void HostVmm::unmap(std::byte* address, Bytes size) noexcept {
  MutexLock lock(mutex_);
  table_.remove_mappings(address, size);
  hide(address, size);
}

Bytes HostVmm::committed() const {
  struct stat st {};
  if (::fstat(file_.get(), &st) != 0) throw system_failure_errno("cannot stat the memory file");
  return Bytes(static_cast<std::uint64_t>(st.st_blocks) * 512);
}

std::uint64_t HostVmm::take_offset(Bytes size, std::string_view who) {
  std::vector<std::uint64_t>& reusable = free_offsets_[size];
  if (!reusable.empty()) {
    const std::uint64_t offset = reusable.back();
    reusable.pop_back();
    return offset;
  }
  // A large page of the file must lie under a large page of addresses.
  const Bytes alignment = size >= kHugePage ? kHugePage : page_size();
  const std::uint64_t offset = align_up(Bytes(file_size_), alignment).value;
  const std::uint64_t end = offset + size.value;
  if (end < offset || ::ftruncate(file_.get(), static_cast<off_t>(end)) != 0) {
    throw system_failure(
        fmt::format("the device memory cannot grow by {} for {}", human(size), who));
  }
  file_size_ = end;
  return offset;
}

// Takes the memory now, through a mapping of its own, so that running out of memory is an error of
// create_chunk() and not a crash at the first touch.
void HostVmm::commit(std::uint64_t offset, Bytes size, std::string_view who) const {
  const HostMapping window(size, Protection::kNone, who);
  place(window.data(), offset, size);
  populate(window.data(), size, who);
}

void HostVmm::give_back(std::uint64_t offset, Bytes size) noexcept {
  const int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
  if (::fallocate(file_.get(), mode, static_cast<off_t>(offset), static_cast<off_t>(size.value))) {
    fatal("the system did not take back the memory of a chunk");
  }
  free_offsets_[size].push_back(offset);
}

void HostVmm::place(std::byte* address, std::uint64_t offset, Bytes size) const {
  const int flags = MAP_SHARED | MAP_FIXED;
  if (::mmap(address, size.value, PROT_READ | PROT_WRITE, flags, file_.get(),
             static_cast<off_t>(offset)) == MAP_FAILED) {
    throw system_failure_errno(fmt::format("cannot map a chunk of {}", human(size)));
  }
  advise_huge_pages(address, size);
}

}  // namespace dn
