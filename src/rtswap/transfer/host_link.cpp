// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/host_link.h"

#include <cstring>

namespace rtswap {

void HostLink::copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept {
  std::memcpy(dst, src, size.value);
}

}  // namespace rtswap
