// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/make_group_loader.h"

#include "rtswap/exec/overlay_loader.h"
#include "rtswap/exec/remap_loader.h"

namespace rtswap {

std::unique_ptr<GroupLoader> make_group_loader(Placement placement,
                                               const std::vector<LoadableNetwork>& networks,
                                               ChunkPool& pool, CopyEngine& engine,
                                               LoadSignals& signals, dn::Stream& compute) {
  if (placement == Placement::kRemap)
    return std::make_unique<RemapLoader>(networks, pool, engine, signals, compute);
  return std::make_unique<OverlayLoader>(networks, pool.capacity(), engine, signals, compute);
}

}  // namespace rtswap
