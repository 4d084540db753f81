// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"

namespace rtswap {

// Weights of one layer larger than this are streamed in parts, where there is a limit to stream
// under. A GPU (a device with memory of its own) needs more rows at once to be busy. Profiles
// measure the same parts.
constexpr dn::Bytes streamed_part(bool has_own_memory) {
  return has_own_memory ? dn::kMiB * 8 : dn::kMiB;
}

}  // namespace rtswap
