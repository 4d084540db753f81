// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

namespace rtswap {

// A ring of preallocated slots from one writing thread to one reading thread, without locks
// (Lamport's single-producer single-consumer queue). The writer never waits: when the reader is
// behind by all slots, the entry is dropped and counted.
template <typename T>
class SpscRing {
 public:
  // Takes ownership of the slots, which are reused for ever.
  explicit SpscRing(std::vector<T> slots) : slots_(std::move(slots)) {}
  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  // Writer: the slot to fill next, or null when the ring is full (counted as dropped). Visible to
  // the reader after publish().
  T* begin_write() noexcept {
    const std::uint64_t head = head_.load(std::memory_order_relaxed);
    if (head - tail_.load(std::memory_order_acquire) == slots_.size()) {
      dropped_.fetch_add(1, std::memory_order_relaxed);
      return nullptr;
    }
    return &slots_[head % slots_.size()];
  }
  void publish() noexcept {
    head_.store(head_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  }

  // Reader: the oldest entry, or null; release() gives its slot back.
  const T* front() const noexcept {
    const std::uint64_t tail = tail_.load(std::memory_order_relaxed);
    return tail == head_.load(std::memory_order_acquire) ? nullptr : &slots_[tail % slots_.size()];
  }
  void release() noexcept {
    tail_.store(tail_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  }

  std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

 private:
  std::vector<T> slots_;
  std::atomic<std::uint64_t> head_{0}, tail_{0}, dropped_{0};
};

}  // namespace rtswap
