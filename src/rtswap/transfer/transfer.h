// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>

#include "darknet/base/bytes.h"
#include "darknet/device/stream.h"
#include "rtswap/transfer/transfer_ticket.h"

namespace rtswap {

enum class TransferClass : std::uint8_t {
  kRunning,  // the running job waits for it: goes first
  kPrefetch  // for a group that is not needed yet: goes when the link has nothing better
};

// One requested copy. The memory of both sides, the ticket and the fences belong to the caller and
// stay as they are until the ticket has settled.
struct Transfer {
  std::byte* dst = nullptr;
  const std::byte* src = nullptr;
  dn::Bytes size;
  TransferClass transfer_class = TransferClass::kPrefetch;
  TransferTicket* ticket = nullptr;
  std::uint64_t tag = 0;  // the caller's own number, passed on to the observer
  // The destination may be overwritten once this is reached; null: at once.
  const dn::Fence* after = nullptr;
  // Recorded when the last piece is sent (the ticket is kSent then); may be null.
  dn::Fence* arrived = nullptr;
};

}  // namespace rtswap
