// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "rtswap/model/swap_plan.h"
#include "rtswap/model/time.h"
#include "rtswap/trace/event_ring.h"
#include "rtswap/transfer/piece_observer.h"

namespace rtswap {

// A transfer's tag names the group it brings in.
constexpr std::uint64_t transfer_tag(std::uint32_t network, std::uint32_t group) {
  return (std::uint64_t{network} << 32) | group;
}

// Tells the trace when the link begins and ends the load of a group. A load's pieces need not
// follow each other: another one may overtake it. Used by the copy engine's thread.
class CopyTrace final : public PieceObserver {
 public:
  CopyTrace(EventRing& ring, const SwapPlan& plan);

  void on_piece(const CopiedPiece& piece) noexcept override;

 private:
  struct Load {
    dn::Bytes size;
    Nanos busy{0};  // what the link spent on the pieces so far
  };

  EventRing& ring_;
  std::vector<std::vector<Load>> loads_;  // [network][group]
};

}  // namespace rtswap
