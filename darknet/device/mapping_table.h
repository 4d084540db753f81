// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory_resource>

#include "darknet/base/bytes.h"
#include "darknet/device/vmm.h"

namespace dn {

// What a Vmm has given out: the reserved ranges, the chunks, and which chunk is mapped where. It
// holds callers to the rules of Vmm before the system or a driver is asked, so that every Vmm
// refuses the same requests in the same way. Not locked: its Vmm does that.
//
// Mappings take heap memory only while there are more of them at once than ever before.
class MappingTable {
 public:
  MappingTable() = default;
  MappingTable(const MappingTable&) = delete;
  MappingTable& operator=(const MappingTable&) = delete;

  void add_range(const std::byte* address, Bytes size) { ranges_.emplace(address, size); }
  // Fatal, here and below: misuse of what cannot fail.
  void remove_range(const std::byte* address, Bytes size) noexcept;

  void add_chunk(ChunkHandle chunk, Bytes size) { chunks_.emplace(chunk, Chunk{size}); }
  // Returns its size.
  Bytes remove_chunk(ChunkHandle chunk) noexcept;

  // Throws Error (kBadInput) unless the chunk may be mapped there.
  void check_mapping(const std::byte* address, ChunkHandle chunk, Bytes size,
                     Bytes granularity) const;
  // A mapping that was checked.
  void add_mapping(const std::byte* address, ChunkHandle chunk, Bytes size);
  // Those that make up the range.
  void remove_mappings(const std::byte* address, Bytes size) noexcept;

 private:
  struct Chunk {
    Bytes size;
    int mappings = 0;
  };
  struct Mapping {
    Bytes size;
    ChunkHandle chunk;
  };
  bool is_reserved(const std::byte* address, Bytes size) const;
  bool is_mapped(const std::byte* address, Bytes size) const;

  std::map<const std::byte*, Bytes> ranges_;
  std::map<ChunkHandle, Chunk> chunks_;
  std::pmr::unsynchronized_pool_resource nodes_;  // keeps what a removed mapping leaves
  std::pmr::map<const std::byte*, Mapping> mappings_{&nodes_};
};

}  // namespace dn
