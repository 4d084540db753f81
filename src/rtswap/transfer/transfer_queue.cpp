// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/transfer_queue.h"

#include <algorithm>

namespace rtswap {

TransferQueue::TransferQueue(std::size_t capacity) : capacity_(capacity) {
  pending_.reserve(capacity);
}

bool TransferQueue::push(const Transfer& transfer) noexcept {
  if (pending_.size() == capacity_) return false;
  pending_.push_back(PendingTransfer{transfer, {}, {}, false});
  return true;
}

PendingTransfer* TransferQueue::most_important(bool with_prefetches) noexcept {
  PendingTransfer* best = nullptr;
  for (PendingTransfer& pending : pending_) {
    if (pending.left_to_send() == dn::Bytes()) continue;
    if (pending.transfer.transfer_class == TransferClass::kRunning) return &pending;
    if (with_prefetches && best == nullptr) best = &pending;
  }
  return best;
}

PendingTransfer* TransferQueue::find(const TransferTicket& ticket) noexcept {
  const auto it = std::find_if(pending_.begin(), pending_.end(), [&](const auto& pending) {
    return pending.transfer.ticket == &ticket;
  });
  return it == pending_.end() ? nullptr : &*it;
}

void TransferQueue::promote(const TransferTicket& ticket) noexcept {
  PendingTransfer* const pending = find(ticket);
  if (pending == nullptr || pending->transfer.transfer_class == TransferClass::kRunning) return;
  pending->transfer.transfer_class = TransferClass::kRunning;
  pending->transfer.after = nullptr;
  const auto place = pending_.begin() + (pending - pending_.data());
  std::rotate(place, place + 1, pending_.end());
}

void TransferQueue::erase(const PendingTransfer* pending) noexcept {
  pending_.erase(pending_.begin() + (pending - pending_.data()));
}

}  // namespace rtswap
