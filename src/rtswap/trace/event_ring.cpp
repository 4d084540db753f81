// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/event_ring.h"

#include <bit>

namespace rtswap {

EventRing::EventRing(std::size_t capacity)
    : slots_(std::bit_ceil(capacity)), mask_(slots_.size() - 1) {}

void EventRing::drain(std::vector<Event>& into) {
  const std::uint64_t head = head_.load(std::memory_order_acquire);
  std::uint64_t tail = tail_.load(std::memory_order_relaxed);
  for (; tail != head; ++tail) into.push_back(slots_[tail & mask_]);
  tail_.store(tail, std::memory_order_release);
}

}  // namespace rtswap
