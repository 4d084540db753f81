// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>

#include "darknet/base/bytes.h"
#include "rtswap/transfer/transfer_ticket.h"

namespace rtswap {

enum class TransferClass : std::uint8_t {
  kRunning,  // the running job waits for it: goes first
  kPrefetch  // for a group that is not needed yet: goes when the link has nothing better
};

// One requested copy. The memory of both sides and the ticket belong to the caller and stay as they
// are until the ticket has settled.
struct Transfer {
  std::byte* dst = nullptr;
  const std::byte* src = nullptr;
  dn::Bytes size;
  TransferClass transfer_class = TransferClass::kPrefetch;
  TransferTicket* ticket = nullptr;
  std::uint64_t tag = 0;  // the caller's own number, passed on to the observer
};

}  // namespace rtswap
