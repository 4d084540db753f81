// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/chunk_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace rtswap {
namespace {

dn::Bytes checked_chunk_bytes(dn::Bytes chunk_bytes, dn::Bytes granularity) {
  if (chunk_bytes.value == 0 || chunk_bytes.value % granularity.value != 0) {
    throw dn::bad_input(fmt::format("a chunk of {} bytes: the device needs a multiple of {}",
                                    chunk_bytes.value, human(granularity)));
  }
  return chunk_bytes;
}

}  // namespace

ChunkPool::ChunkPool(dn::Vmm& vmm, Budget& budget, dn::Bytes chunk_bytes, std::uint32_t count,
                     const std::string& what)
    : vmm_(vmm),
      chunk_bytes_(checked_chunk_bytes(chunk_bytes, vmm.granularity())),
      claim_(budget.claim(what, chunk_bytes * count)),
      is_used_(count, false) {
  handles_.reserve(count);
  free_.reserve(count);
  try {
    while (handles_.size() < count) handles_.push_back(vmm_.create_chunk(chunk_bytes_, what));
  } catch (...) {
    destroy_all();
    throw;
  }
  for (std::uint32_t i = count; i > 0; --i) free_.push_back(ChunkIndex{i - 1});
}

ChunkPool::~ChunkPool() { destroy_all(); }

std::optional<ChunkIndex> ChunkPool::acquire() noexcept {
  if (free_.empty()) return std::nullopt;
  const ChunkIndex chunk = free_.back();
  free_.pop_back();
  is_used_[to_size(chunk)] = true;
  high_water_ = std::max(high_water_, used());
  return chunk;
}

void ChunkPool::release(ChunkIndex chunk) noexcept {
  if (to_size(chunk) >= handles_.size() || !is_used_[to_size(chunk)]) {
    dn::fatal("release of a chunk that is not in use");
  }
  is_used_[to_size(chunk)] = false;
  free_.push_back(chunk);
}

void ChunkPool::destroy_all() noexcept {
  for (const dn::ChunkHandle handle : handles_) vmm_.destroy_chunk(handle);
  handles_.clear();
}

}  // namespace rtswap
