// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/load_trace.h"

namespace rtswap {
namespace {

Event event_of(EventKind kind, ContentOwner owner) noexcept {
  Event event;
  event.at = Instant::clock::now().time_since_epoch();
  event.kind = kind;
  event.network = static_cast<std::uint16_t>(owner.network);
  event.group = static_cast<std::uint16_t>(owner.group);
  return event;
}

}  // namespace

void LoadTrace::queued(ContentOwner owner, TransferClass transfer_class, dn::Bytes size) noexcept {
  Event event = event_of(EventKind::kLoadQueued, owner);
  event.value = size.value;
  event.detail = static_cast<std::uint8_t>(transfer_class);
  ring_.push(event);
}

void LoadTrace::cancelled(ContentOwner owner) noexcept {
  ring_.push(event_of(EventKind::kLoadCancelled, owner));
}

void LoadTrace::chunks(ContentOwner owner, std::span<const ChunkIndex> chunks,
                       ChunkContent content) noexcept {
  Event event = event_of(EventKind::kChunks, owner);
  event.detail = static_cast<std::uint8_t>(content);
  for (std::size_t first = 0; first < chunks.size(); first += event.value) {
    event.chunk = static_cast<std::uint32_t>(chunks[first]);
    event.value = 1;
    while (first + event.value < chunks.size() &&
           to_size(chunks[first + event.value]) == event.chunk + event.value)
      ++event.value;
    ring_.push(event);
  }
}

}  // namespace rtswap
