// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <vector>

#include "rtswap/exec/group_loader.h"
#include "rtswap/memory/chunk_pool.h"
#include "rtswap/model/placement.h"

namespace rtswap {

// The loader of a placement. All of these must outlive it.
std::unique_ptr<GroupLoader> make_group_loader(Placement placement,
                                               const std::vector<LoadableNetwork>& networks,
                                               ChunkPool& pool, CopyEngine& engine,
                                               LoadSignals& signals, dn::Stream& compute);

}  // namespace rtswap
