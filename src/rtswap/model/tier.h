// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

namespace rtswap {

// Where a network's packed image is while jobs run.
enum class Tier : std::uint8_t {
  kHostMemory,  // all of it, pinned where the device has memory of its own
  kFile,        // in its pack file; groups pass through the file ring when they are loaded
};

}  // namespace rtswap
