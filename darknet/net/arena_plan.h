// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/base/bytes.h"

namespace dn {

// A buffer that must hold its content from step `first` to step `last`, both included.
struct BufferLifetime {
  Bytes size;
  int first = 0, last = 0;
};

struct ArenaPlan {
  std::vector<Bytes> offsets;  // one per buffer, 64-byte aligned
  Bytes size;
};

// Places buffers in one arena so that no two that live at the same time overlap. Greedy by size,
// largest first, each at the lowest offset that fits (the "greedy by size" placement of Pisarchyk
// and Lee 2020): not always optimal, but close to the lower bound (the largest sum of
// simultaneously live buffers) on convolutional networks.
ArenaPlan plan_arena(const std::vector<BufferLifetime>& buffers);

}  // namespace dn
