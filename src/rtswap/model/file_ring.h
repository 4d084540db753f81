// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>

#include "darknet/base/bytes.h"
#include "rtswap/model/link_pieces.h"
#include "rtswap/model/swap_plan.h"

namespace rtswap {

// The host memory through which pieces come from a file: slots of equal size, one for each piece.
struct FileRing {
  dn::Bytes slot;
  int slots = 0;

  dn::Bytes size() const { return slot * static_cast<std::uint64_t>(slots); }
};

// For pieces of groups of at most `largest` bytes, or of the largest piece where they are
// larger: two, so that one is read while the other is copied. Of small ones
// as many as make 4 MiB, 8 at most: they alone would not keep a disk busy. A piece is read with the
// whole blocks around it.
constexpr FileRing file_ring(dn::Bytes largest) {
  constexpr dn::Bytes kBlock{4096};
  constexpr std::uint64_t kFewest = 2, kMost = 8, kEnough = 4 << 20;
  if (largest == dn::Bytes(0)) return {};
  const dn::Bytes slot = align_up(std::min(largest, kLargestPiece), kBlock) + kBlock;
  return {slot, static_cast<int>(std::clamp(kEnough / slot.value, kFewest, kMost))};
}

inline dn::Bytes largest_group(const NetworkPlan& plan) {
  dn::Bytes largest;
  for (const LayerGroup& group : plan.groups) largest = std::max(largest, group.size);
  return largest;
}

// Of all networks whose images stay in their files; none: no slots.
inline FileRing file_ring(const SwapPlan& plan) {
  dn::Bytes largest;
  for (const NetworkPlan& network : plan.networks) {
    if (network.tier == Tier::kFile) largest = std::max(largest, largest_group(network));
  }
  return file_ring(largest);
}

// Host memory of the packed images that are in memory.
inline dn::Bytes images_in_memory(const SwapPlan& plan) {
  dn::Bytes images;
  for (const NetworkPlan& network : plan.networks) {
    if (network.tier == Tier::kHostMemory) images += network.range;
  }
  return images;
}

}  // namespace rtswap
