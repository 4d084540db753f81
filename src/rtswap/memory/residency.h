// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rtswap/memory/chunk_index.h"

namespace rtswap {

// Which layer group of which network; the numbers are the plan's.
struct ContentOwner {
  std::uint32_t network = 0;
  std::uint32_t group = 0;

  constexpr bool operator==(const ContentOwner&) const = default;
};

enum class ChunkState : std::uint8_t {
  kEmpty,    // the content means nothing
  kLoading,  // a copy is bringing the owner's content in
  kValid     // the owner's content is there
};

// The chunk table: for every chunk of the pool, whose content it holds. With the overlay one chunk
// is mapped in several networks, and only this table knows which of them may read it now. Content
// is clean, so it is evicted by forgetting it. It decides nothing and copies nothing.
//
// Used by ONE thread, the device thread. Everything but the constructor is for the run phase: no
// heap, no locks, time linear in the chunks named. Misuse is a bug and ends the process.
class Residency {
 public:
  struct Counters {
    std::uint64_t loads = 0;           // groups that began to load
    std::uint64_t chunks_loaded = 0;   // that became valid
    std::uint64_t chunks_evicted = 0;  // valid content of another owner, given up for a load
  };

  explicit Residency(std::uint32_t chunk_count);

  // The chunks are about to be overwritten with the owner's content. None of them may be loading:
  // finish or cancel the copy first, then call finish_load() or invalidate().
  void begin_load(ContentOwner owner, std::span<const ChunkIndex> chunks) noexcept;
  // The copy is complete. All chunks must be loading for this owner.
  void finish_load(ContentOwner owner, std::span<const ChunkIndex> chunks) noexcept;
  // The content is no longer to be used (a cancelled load, a network that leaves).
  void invalidate(std::span<const ChunkIndex> chunks) noexcept;

  // Every chunk holds the owner's content. True of a group without chunks.
  bool is_resident(ContentOwner owner, std::span<const ChunkIndex> chunks) const noexcept;

  ChunkState state(ChunkIndex chunk) const noexcept { return entry(chunk).state; }
  // Means something only while the state is not kEmpty.
  ContentOwner owner(ChunkIndex chunk) const noexcept { return entry(chunk).owner; }
  const Counters& counters() const noexcept { return counters_; }

 private:
  struct Entry {
    ContentOwner owner;
    ChunkState state = ChunkState::kEmpty;
  };

  const Entry& entry(ChunkIndex chunk) const noexcept;
  Entry& entry(ChunkIndex chunk) noexcept;

  std::vector<Entry> table_;
  Counters counters_;
};

}  // namespace rtswap
