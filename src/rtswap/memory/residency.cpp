// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/residency.h"

#include <algorithm>
#include <utility>

#include "darknet/device/fatal.h"

namespace rtswap {

Residency::Residency(std::uint32_t chunk_count) : table_(chunk_count) {}

void Residency::begin_load(ContentOwner owner, std::span<const ChunkIndex> chunks) noexcept {
  ++counters_.loads;
  for (const ChunkIndex chunk : chunks) {
    Entry& e = entry(chunk);
    if (e.state == ChunkState::kLoading) dn::fatal("a load into a chunk that is still loading");
    if (e.state == ChunkState::kValid && e.owner != owner) ++counters_.chunks_evicted;
    e = Entry{owner, ChunkState::kLoading};
  }
}

void Residency::finish_load(ContentOwner owner, std::span<const ChunkIndex> chunks) noexcept {
  for (const ChunkIndex chunk : chunks) {
    Entry& e = entry(chunk);
    if (e.state != ChunkState::kLoading || e.owner != owner) {
      dn::fatal("the end of a load that never began");
    }
    e.state = ChunkState::kValid;
  }
  counters_.chunks_loaded += chunks.size();
}

void Residency::invalidate(std::span<const ChunkIndex> chunks) noexcept {
  for (const ChunkIndex chunk : chunks) entry(chunk).state = ChunkState::kEmpty;
}

bool Residency::is_resident(ContentOwner owner, std::span<const ChunkIndex> chunks) const noexcept {
  return std::all_of(chunks.begin(), chunks.end(), [&](ChunkIndex chunk) {
    const Entry& e = entry(chunk);
    return e.state == ChunkState::kValid && e.owner == owner;
  });
}

const Residency::Entry& Residency::entry(ChunkIndex chunk) const noexcept {
  if (to_size(chunk) >= table_.size()) dn::fatal("a chunk that is not in the chunk table");
  return table_[to_size(chunk)];
}

Residency::Entry& Residency::entry(ChunkIndex chunk) noexcept {
  return const_cast<Entry&>(std::as_const(*this).entry(chunk));
}

}  // namespace rtswap
