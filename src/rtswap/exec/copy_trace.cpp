// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/copy_trace.h"

namespace rtswap {

CopyTrace::CopyTrace(EventRing& ring, const SwapPlan& plan) : ring_(ring) {
  for (const NetworkPlan& network : plan.networks) {
    auto& loads = loads_.emplace_back();
    for (const LayerGroup& group : network.groups) loads.push_back({group.size, Nanos(0)});
  }
}

void CopyTrace::on_piece(const CopiedPiece& piece) noexcept {
  const auto network = static_cast<std::uint32_t>(piece.tag >> 32);
  const auto group = static_cast<std::uint32_t>(piece.tag);
  Load& load = loads_[network][group];
  Event event;
  event.network = static_cast<std::uint16_t>(network);
  event.group = static_cast<std::uint16_t>(group);
  event.detail = static_cast<std::uint8_t>(piece.transfer_class);
  if (piece.offset == dn::Bytes(0)) {
    load.busy = Nanos(0);
    event.kind = EventKind::kLoadBegin;
    event.at = piece.begin.time_since_epoch();
    event.value = static_cast<std::uint64_t>(Nanos(piece.first_byte - piece.begin).count());
    ring_.push(event);
  }
  load.busy += piece.end - piece.begin;
  if (piece.offset + piece.size != load.size) return;
  event.kind = EventKind::kLoadEnd;
  event.at = piece.end.time_since_epoch();
  event.value = static_cast<std::uint64_t>(load.busy.count());
  ring_.push(event);
}

}  // namespace rtswap
