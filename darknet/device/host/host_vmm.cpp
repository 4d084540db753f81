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
  ranges_.emplace(address, std::move(range));
  return address;
}

void HostVmm::release(std::byte* address, Bytes size) noexcept {
  MutexLock lock(mutex_);
  const auto range = ranges_.find(address);
  if (range == ranges_.end() || range->second.size() != size) {
    fatal("release of a range that was not reserved");
  }
  if (is_mapped(address, size)) fatal("release of a range with chunks still mapped in it");
  ranges_.erase(range);
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
  chunks_.emplace(handle_at(offset), Chunk{size});
  return handle_at(offset);
}

void HostVmm::destroy_chunk(ChunkHandle chunk) noexcept {
  MutexLock lock(mutex_);
  const auto it = chunks_.find(chunk);
  if (it == chunks_.end()) fatal("destruction of a chunk that does not exist");
  if (it->second.mappings > 0) fatal("destruction of a chunk that is still mapped");
  give_back(offset_of(chunk), it->second.size);
  chunks_.erase(it);
}

void HostVmm::map(std::byte* address, ChunkHandle chunk, Bytes size) {
  MutexLock lock(mutex_);
  const auto it = chunks_.find(chunk);
  if (it == chunks_.end()) throw bad_input("map: there is no such chunk");
  if (it->second.size != size) {
    throw bad_input(fmt::format("map: the chunk has {} bytes, the request {}",
                                it->second.size.value, size.value));
  }
  if (reinterpret_cast<std::uintptr_t>(address) % page_size().value != 0) {
    throw bad_input("map: the address is not a multiple of the granularity");
  }
  if (!is_reserved(address, size)) throw bad_input("map: the address range is not reserved");
  if (is_mapped(address, size)) throw bad_input("map: another chunk is mapped in this range");
  place(address, offset_of(chunk), size, "a mapped chunk");
  mapped_.emplace(address, MappedChunk{size, chunk});
  ++it->second.mappings;
}

void HostVmm::unmap(std::byte* address, Bytes size) noexcept {
  MutexLock lock(mutex_);
  std::byte* const end = address + size.value;
  std::byte* at = address;
  while (at < end) {
    const auto mapping = mapped_.find(at);
    if (mapping == mapped_.end()) fatal("unmap of an address where no chunk is mapped");
    at += mapping->second.size.value;
    if (at > end) fatal("unmap of a part of a chunk");
    --chunks_.at(mapping->second.chunk).mappings;
    mapped_.erase(mapping);
  }
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
  place(window.data(), offset, size, who);
}

void HostVmm::give_back(std::uint64_t offset, Bytes size) noexcept {
  const int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
  if (::fallocate(file_.get(), mode, static_cast<off_t>(offset), static_cast<off_t>(size.value))) {
    fatal("the system did not take back the memory of a chunk");
  }
  free_offsets_[size].push_back(offset);
}

void HostVmm::place(std::byte* address, std::uint64_t offset, Bytes size,
                    std::string_view who) const {
  const int flags = MAP_SHARED | MAP_FIXED;
  if (::mmap(address, size.value, PROT_READ | PROT_WRITE, flags, file_.get(),
             static_cast<off_t>(offset)) == MAP_FAILED) {
    throw system_failure_errno(fmt::format("cannot map {} for {}", human(size), who));
  }
  advise_huge_pages(address, size);
  // Page tables belong to a mapping, so each mapping is populated, not only the first.
  try {
    populate(address, size, who);
  } catch (...) {
    hide(address, size);
    throw;
  }
}

bool HostVmm::is_reserved(const std::byte* address, Bytes size) const {
  auto it = ranges_.upper_bound(address);
  if (it == ranges_.begin()) return false;
  --it;
  const std::byte* const end = it->first + it->second.size().value;
  return address < end && size.value <= static_cast<std::uint64_t>(end - address);
}

bool HostVmm::is_mapped(const std::byte* address, Bytes size) const {
  auto it = mapped_.lower_bound(address);
  if (it != mapped_.end() && it->first < address + size.value) return true;
  if (it == mapped_.begin()) return false;
  --it;
  return it->first + it->second.size.value > address;
}

}  // namespace dn
