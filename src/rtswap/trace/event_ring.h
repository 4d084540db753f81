// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "rtswap/trace/event.h"

namespace rtswap {

// Events from one recording thread to one draining thread: a fixed number of slots, no lock, no
// heap (Lamport's single-producer single-consumer queue, with each side's copy of the other's
// counter on its own cache line). The recording thread never waits: what finds the ring full is
// lost and counted, so a trace with a hole is known.
class EventRing {
 public:
  // Set-up. Rounded up to a power of two.
  explicit EventRing(std::size_t capacity);
  EventRing(const EventRing&) = delete;
  EventRing& operator=(const EventRing&) = delete;

  // The recording thread.
  void push(const Event& event) noexcept {
    const std::uint64_t head = head_.load(std::memory_order_relaxed);
    if (head - seen_tail_ == slots_.size()) {
      seen_tail_ = tail_.load(std::memory_order_acquire);
      if (head - seen_tail_ == slots_.size()) {
        lost_.store(lost_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        return;
      }
    }
    slots_[head & mask_] = event;
    head_.store(head + 1, std::memory_order_release);
  }

  // The draining thread: appends what is there, and makes room. Takes heap memory for `into`.
  void drain(std::vector<Event>& into);

  std::size_t capacity() const noexcept { return slots_.size(); }
  std::uint64_t lost() const noexcept { return lost_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t kCacheLine = 64;

  std::vector<Event> slots_;
  std::uint64_t mask_;
  alignas(kCacheLine) std::atomic<std::uint64_t> head_{0};
  std::uint64_t seen_tail_ = 0;  // of the recording thread
  std::atomic<std::uint64_t> lost_{0};
  alignas(kCacheLine) std::atomic<std::uint64_t> tail_{0};
};

}  // namespace rtswap
