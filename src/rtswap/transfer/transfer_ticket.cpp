// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/transfer_ticket.h"

namespace rtswap {

TransferState TransferTicket::wait() const noexcept {
  TransferState seen = state();
  while (is_waiting(seen) || seen == TransferState::kSent) {
    state_.wait(static_cast<int>(seen));
    seen = state();
  }
  return seen;
}

TransferState TransferTicket::wait_until_sent() const noexcept {
  TransferState seen = state();
  while (is_waiting(seen)) {
    state_.wait(static_cast<int>(seen));
    seen = state();
  }
  return seen;
}

void TransferTicket::settle(TransferState state) noexcept {
  set(state);
  state_.notify_all();
}

}  // namespace rtswap
