// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/base/bytes.h"

namespace rtswap {

// The way from the host store into chunks: memory to memory on the host, pinned memory over PCIe on
// a GPU. Used by one thread, the copy engine's; no heap, no printing. A link that cannot go on ends
// the process: there is no right answer without the weights.
class CopyLink {
 public:
  virtual ~CopyLink() = default;

  // Copies one piece. The bytes are visible to the device when the call returns.
  virtual void copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept = 0;
};

}  // namespace rtswap
