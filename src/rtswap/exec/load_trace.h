// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>

#include "rtswap/memory/chunk_index.h"
#include "rtswap/memory/residency.h"
#include "rtswap/trace/event_ring.h"
#include "rtswap/transfer/transfer.h"

namespace rtswap {

// Tells the trace what the group loader asks of the link and does to the chunk table. Used by the
// device thread, and by nobody else before that is started. Run phase: noexcept, no heap.
class LoadTrace {
 public:
  explicit LoadTrace(EventRing& ring) : ring_(ring) {}

  // Before the copy engine knows about the load.
  void queued(ContentOwner owner, TransferClass transfer_class, dn::Bytes size) noexcept;
  // When the copy engine is off the memory.
  void cancelled(ContentOwner owner) noexcept;
  // What chunks hold from now on: an event for every run of neighbours.
  void chunks(ContentOwner owner, std::span<const ChunkIndex> chunks,
              ChunkContent content) noexcept;

 private:
  EventRing& ring_;
};

}  // namespace rtswap
