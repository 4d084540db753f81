// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"

namespace rtswap {

// What loads are cut into: a piece on the link cannot be interrupted. The loads of the running job
// are sent in large ones, so that a load pays few latencies.
inline constexpr dn::Bytes kLargestPiece = dn::kMiB * 8;
// Prefetches are in the way of the job that is granted next, whose bound counts as many of their
// pieces as the link is deep; nobody waits for their own ends.
inline constexpr dn::Bytes kPrefetchPiece = dn::kMiB * 2;

}  // namespace rtswap
