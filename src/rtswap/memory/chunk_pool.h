// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/device/vmm.h"
#include "rtswap/memory/budget.h"
#include "rtswap/memory/chunk_index.h"

namespace rtswap {

// A fixed number of equal chunks, all made at set-up under one claim of the budget; afterwards a
// free list hands them out. Owns the chunks; vmm and budget must outlive it, and everything mapped
// must be unmapped before it goes. Used by one thread at a time. acquire() and release() are
// constant time and take no heap memory.
class ChunkPool {
 public:
  // Throws dn::Error when chunk_bytes is no positive multiple of the granularity, the budget is too
  // small or the device is. `what` names the pool in the budget.
  ChunkPool(dn::Vmm& vmm, Budget& budget, dn::Bytes chunk_bytes, std::uint32_t count,
            const std::string& what);
  ~ChunkPool();
  ChunkPool(const ChunkPool&) = delete;
  ChunkPool& operator=(const ChunkPool&) = delete;

  // The lowest-numbered chunks come first from a fresh pool. nullopt: all are in use.
  [[nodiscard]] std::optional<ChunkIndex> acquire() noexcept;
  void release(ChunkIndex chunk) noexcept;

  dn::ChunkHandle handle(ChunkIndex chunk) const { return handles_.at(to_size(chunk)); }
  dn::Bytes chunk_bytes() const { return chunk_bytes_; }
  std::uint32_t capacity() const { return static_cast<std::uint32_t>(handles_.size()); }
  std::uint32_t used() const { return capacity() - static_cast<std::uint32_t>(free_.size()); }
  std::uint32_t high_water() const { return high_water_; }

 private:
  void destroy_all() noexcept;

  dn::Vmm& vmm_;
  dn::Bytes chunk_bytes_;
  BudgetClaim claim_;
  std::vector<dn::ChunkHandle> handles_;
  std::vector<ChunkIndex> free_;  // a stack that never outgrows its first size
  std::vector<bool> is_used_;
  std::uint32_t high_water_ = 0;
};

}  // namespace rtswap
