// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/mapping_table.h"

#include <fmt/format.h>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace dn {

void MappingTable::remove_range(const std::byte* address, Bytes size) noexcept {
  const auto range = ranges_.find(address);
  if (range == ranges_.end() || range->second != size) {
    fatal("release of a range that was not reserved");
  }
  if (is_mapped(address, size)) fatal("release of a range with chunks still mapped in it");
  ranges_.erase(range);
}

Bytes MappingTable::remove_chunk(ChunkHandle chunk) noexcept {
  const auto found = chunks_.find(chunk);
  if (found == chunks_.end()) fatal("destruction of a chunk that does not exist");
  if (found->second.mappings > 0) fatal("destruction of a chunk that is still mapped");
  const Bytes size = found->second.size;
  chunks_.erase(found);
  return size;
}

void MappingTable::check_mapping(const std::byte* address, ChunkHandle chunk, Bytes size,
                                 Bytes granularity) const {
  const auto found = chunks_.find(chunk);
  if (found == chunks_.end()) throw bad_input("map: there is no such chunk");
  if (found->second.size != size) {
    throw bad_input(fmt::format("map: the chunk has {} bytes, the request {}",
                                found->second.size.value, size.value));
  }
  if (reinterpret_cast<std::uintptr_t>(address) % granularity.value != 0) {
    throw bad_input("map: the address is not a multiple of the granularity");
  }
  if (!is_reserved(address, size)) throw bad_input("map: the address range is not reserved");
  if (is_mapped(address, size)) throw bad_input("map: another chunk is mapped in this range");
}

void MappingTable::add_mapping(const std::byte* address, ChunkHandle chunk, Bytes size) {
  mappings_.emplace(address, Mapping{size, chunk});
  ++chunks_.at(chunk).mappings;
}

void MappingTable::remove_mappings(const std::byte* address, Bytes size) noexcept {
  const std::byte* const end = address + size.value;
  for (const std::byte* at = address; at < end;) {
    const auto mapping = mappings_.find(at);
    if (mapping == mappings_.end()) fatal("unmap of an address where no chunk is mapped");
    at += mapping->second.size.value;
    if (at > end) fatal("unmap of a part of a chunk");
    --chunks_.at(mapping->second.chunk).mappings;
    mappings_.erase(mapping);
  }
}

bool MappingTable::is_reserved(const std::byte* address, Bytes size) const {
  auto range = ranges_.upper_bound(address);
  if (range == ranges_.begin()) return false;
  --range;
  const std::byte* const end = range->first + range->second.value;
  return address < end && size.value <= static_cast<std::uint64_t>(end - address);
}

bool MappingTable::is_mapped(const std::byte* address, Bytes size) const {
  auto mapping = mappings_.lower_bound(address);
  if (mapping != mappings_.end() && mapping->first < address + size.value) return true;
  if (mapping == mappings_.begin()) return false;
  --mapping;
  return mapping->first + mapping->second.size.value > address;
}

}  // namespace dn
