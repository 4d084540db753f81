// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>

namespace rtswap {

// Names one chunk of a ChunkPool: 0 to capacity - 1, the same for the whole run.
enum class ChunkIndex : std::uint32_t {};

constexpr std::size_t to_size(ChunkIndex chunk) { return static_cast<std::size_t>(chunk); }

}  // namespace rtswap
