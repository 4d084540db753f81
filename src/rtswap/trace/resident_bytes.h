// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/trace/trace.h"

namespace rtswap {

// How much device memory holds something, as the events of a trace go by in order: the chunks that
// have content or get it, and what is taken for the whole run.
class ResidentBytes {
 public:
  explicit ResidentBytes(const TraceHeader& header)
      : fixed_(header.activations + header.workspace + header.io),
        chunk_(header.plan.chunk),
        is_in_use_(header.plan.chunk_count(), false) {}

  // True when the event changed it.
  bool apply(const Event& event) {
    if (event.kind != EventKind::kChunks) return false;
    const std::uint64_t before = in_use_;
    const bool is_used = event.detail != static_cast<std::uint8_t>(ChunkContent::kInvalid);
    for (std::uint64_t chunk = event.chunk; chunk < event.chunk + event.value; ++chunk) {
      if (is_in_use_[chunk] == is_used) continue;
      is_in_use_[chunk] = is_used;
      in_use_ += is_used ? 1 : std::uint64_t(-1);
    }
    return in_use_ != before;
  }
  dn::Bytes now() const { return fixed_ + chunk_ * in_use_; }

 private:
  dn::Bytes fixed_, chunk_;
  std::vector<bool> is_in_use_;
  std::uint64_t in_use_ = 0;
};

}  // namespace rtswap
