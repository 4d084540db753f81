// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/device/vmm.h"
#include "rtswap/memory/chunk_index.h"
#include "rtswap/memory/chunk_pool.h"

namespace rtswap {

// The virtual range of one network: its addresses never change, chunks of a pool are mapped beneath
// them. Several ranges may show the same chunk, that is the overlay. Owns the addresses and the
// mappings, not the chunks; vmm and pool must outlive it. Move-only. One thread at a time; before
// unmapping or destroying, the caller knows that no kernel and no copy still uses the range.
// Mapping and unmapping cost what the Vmm's do.
class VaRange {
 public:
  // Reserves `size`, rounded up to whole chunks; nothing is mapped yet. 0 is a network without
  // weights. Throws dn::Error, naming `who`.
  VaRange(dn::Vmm& vmm, const ChunkPool& pool, dn::Bytes size, std::string_view who);
  VaRange(VaRange&& other) noexcept;
  VaRange& operator=(VaRange&&) = delete;
  ~VaRange();

  // Offsets are multiples of the chunk size. map() throws dn::Error (kBadInput) for an offset that
  // is outside the range or has a chunk already; unmap() of an offset without a chunk is a bug.
  void map(dn::Bytes offset, ChunkIndex chunk);
  void unmap(dn::Bytes offset) noexcept;

  std::byte* base() const { return base_; }
  dn::Bytes size() const { return pool_->chunk_bytes() * chunks_.size(); }
  // The chunk beneath an offset (any, not only multiples), if there is one.
  std::optional<ChunkIndex> chunk_at(dn::Bytes offset) const;

 private:
  std::size_t slot_of(dn::Bytes offset) const { return offset.value / pool_->chunk_bytes().value; }
  bool is_slot(dn::Bytes offset) const;

  dn::Vmm* vmm_;
  const ChunkPool* pool_;
  std::byte* base_ = nullptr;
  std::vector<std::optional<ChunkIndex>> chunks_;
};

}  // namespace rtswap
