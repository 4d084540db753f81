// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <vector>

#include "rtswap/transfer/transfer.h"

namespace rtswap {

// A transfer that is not finished.
struct PendingTransfer {
  Transfer transfer;
  dn::Bytes sent;  // by whole pieces, as below
  dn::Bytes arrived;
  bool is_cancelled = false;  // ends with the pieces in flight

  dn::Bytes left_to_send() const { return is_cancelled ? dn::Bytes() : transfer.size - sent; }
  bool is_in_flight() const { return sent != arrived; }
};

// The copy engine's waiting line: the running job's transfers before prefetches, and first come
// first served within a class. Fixed capacity; after construction it takes no heap memory, and each
// call takes time linear in what is queued. Not synchronised. A returned pointer is good until the
// next push or erase.
class TransferQueue {
 public:
  explicit TransferQueue(std::size_t capacity);

  // false: full.
  [[nodiscard]] bool push(const Transfer& transfer) noexcept;
  // What the link should send a piece of next; null when nothing is left to send. Without
  // prefetches: only of the running job's.
  PendingTransfer* most_important(bool with_prefetches = true) noexcept;
  PendingTransfer* first() noexcept { return pending_.empty() ? nullptr : &pending_.front(); }
  PendingTransfer* find(const TransferTicket& ticket) noexcept;
  // The transfer becomes the running job's, and goes behind those that are: the job asks for its
  // loads in the order in which it needs them. Whoever read its place has run by now, so it waits
  // for nothing any more. No effect where there is none.
  void promote(const TransferTicket& ticket) noexcept;
  void erase(const PendingTransfer* pending) noexcept;

  bool empty() const { return pending_.empty(); }
  std::size_t size() const { return pending_.size(); }

 private:
  std::size_t capacity_;
  std::vector<PendingTransfer> pending_;  // in the order of submission
};

}  // namespace rtswap
