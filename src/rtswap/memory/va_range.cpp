// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/va_range.h"

#include <fmt/format.h>

#include <utility>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace rtswap {

VaRange::VaRange(dn::Vmm& vmm, const ChunkPool& pool, dn::Bytes size, std::string_view who)
    : vmm_(&vmm), pool_(&pool), chunks_(dn::chunks_for(size, pool.chunk_bytes())) {
  if (!chunks_.empty()) base_ = vmm_->reserve(this->size(), who);
}

VaRange::VaRange(VaRange&& other) noexcept
    : vmm_(other.vmm_),
      pool_(other.pool_),
      base_(std::exchange(other.base_, nullptr)),
      chunks_(std::exchange(other.chunks_, {})) {}

VaRange::~VaRange() {
  for (std::size_t slot = 0; slot < chunks_.size(); ++slot) {
    if (chunks_[slot]) unmap(pool_->chunk_bytes() * slot);
  }
  if (base_ != nullptr) vmm_->release(base_, size());
}

void VaRange::map(dn::Bytes offset, ChunkIndex chunk) {
  if (!is_slot(offset)) {
    throw dn::bad_input(fmt::format("map: offset {} is no chunk of a range of {} bytes",
                                    offset.value, size().value));
  }
  std::optional<ChunkIndex>& slot = chunks_[slot_of(offset)];
  if (slot) throw dn::bad_input(fmt::format("map: offset {} has a chunk already", offset.value));
  vmm_->map(base_ + offset.value, pool_->handle(chunk), pool_->chunk_bytes());
  slot = chunk;
}

void VaRange::unmap(dn::Bytes offset) noexcept {
  if (!is_slot(offset) || !chunks_[slot_of(offset)]) {
    dn::fatal("unmap of an offset without a chunk");
  }
  vmm_->unmap(base_ + offset.value, pool_->chunk_bytes());
  chunks_[slot_of(offset)].reset();
}

std::optional<ChunkIndex> VaRange::chunk_at(dn::Bytes offset) const {
  return slot_of(offset) < chunks_.size() ? chunks_[slot_of(offset)] : std::nullopt;
}

bool VaRange::is_slot(dn::Bytes offset) const {
  return offset.value % pool_->chunk_bytes().value == 0 && slot_of(offset) < chunks_.size();
}

}  // namespace rtswap
