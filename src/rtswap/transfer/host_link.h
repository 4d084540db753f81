// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/base/bytes.h"
#include "rtswap/transfer/copy_link.h"

namespace rtswap {

// The link of the CPU backend: the CPU itself copies.
class HostLink final : public SynchronousLink {
 public:
  void copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept override;
};

}  // namespace rtswap
