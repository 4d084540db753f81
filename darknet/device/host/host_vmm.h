// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/mutex.h"
#include "darknet/base/unique_fd.h"
#include "darknet/device/host/host_mapping.h"
#include "darknet/device/mapping_table.h"
#include "darknet/device/vmm.h"

namespace dn {

// The Vmm of the CPU. All chunks live in one anonymous memory file, so a chunk can be mapped
// several times; reserved addresses without a chunk may not be touched, so a missing swap-in is a
// crash and not a wrong number. It checks every rule of Vmm, which makes it the device that tests
// run on. Large pages are used where the system gives them to memory files.
class HostVmm final : public Vmm {
 public:
  HostVmm();
  ~HostVmm() override;
  HostVmm(const HostVmm&) = delete;
  HostVmm& operator=(const HostVmm&) = delete;

  Bytes granularity() const override { return page_size(); }
  std::byte* reserve(Bytes size, std::string_view who) override;
  void release(std::byte* address, Bytes size) noexcept override;
  ChunkHandle create_chunk(Bytes size, std::string_view who) override;
  void destroy_chunk(ChunkHandle chunk) noexcept override;
  void map(std::byte* address, ChunkHandle chunk, Bytes size) override;
  void unmap(std::byte* address, Bytes size) noexcept override;

  // Physical memory the chunks hold now, as the system counts it.
  Bytes committed() const;

 private:
  std::uint64_t take_offset(Bytes size, std::string_view who) REQUIRES(mutex_);
  void commit(std::uint64_t offset, Bytes size, std::string_view who) const;
  void give_back(std::uint64_t offset, Bytes size) noexcept REQUIRES(mutex_);
  void place(std::byte* address, std::uint64_t offset, Bytes size) const;

  UniqueFd file_;
  mutable Mutex mutex_;
  std::uint64_t file_size_ GUARDED_BY(mutex_) = 0;
  // Offsets of destroyed chunks by size. Chunks are made in few sizes, so exact reuse is enough to
  // keep the file short.
  std::map<Bytes, std::vector<std::uint64_t>> free_offsets_ GUARDED_BY(mutex_);
  std::map<const std::byte*, HostMapping> ranges_ GUARDED_BY(mutex_);
  MappingTable table_ GUARDED_BY(mutex_);  // a handle is offset + 1 in the file
};

}  // namespace dn
