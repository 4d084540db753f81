// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>

namespace rtswap {

enum class TransferState : int {
  kIdle,     // never submitted, or refused
  kQueued,   // no byte copied yet
  kCopying,  // at least one piece has begun
  kSent,     // every piece is on its way: the transfer's `arrived` fence marks its end
  kDone,
  kCancelled  // an unknown part was copied: the destination means nothing
};

// Where one transfer stands. Owned by the caller, used for one transfer at a time, reusable once
// settled (done or cancelled). It must live as long as the copy engine it is submitted to.
//
// Any thread may look and wait; only the engine changes it. Whoever sees kDone also sees the bytes.
class TransferTicket {
 public:
  TransferTicket() = default;
  TransferTicket(const TransferTicket&) = delete;
  TransferTicket& operator=(const TransferTicket&) = delete;

  TransferState state() const noexcept { return static_cast<TransferState>(state_.load()); }
  bool is_pending() const noexcept {
    return is_waiting(state()) || state() == TransferState::kSent;
  }

  // Sleeps while the transfer is pending, and returns how it ended. An idle ticket returns at once.
  TransferState wait() const noexcept;
  // Sleeps until every piece is at least on its way.
  TransferState wait_until_sent() const noexcept;

 private:
  friend class CopyEngine;
  void set(TransferState state) noexcept { state_.store(static_cast<int>(state)); }
  void settle(TransferState state) noexcept;  // or kSent: wakes whoever waits for that
  static bool is_waiting(TransferState state) noexcept {
    return state == TransferState::kQueued || state == TransferState::kCopying;
  }

  std::atomic<int> state_{static_cast<int>(TransferState::kIdle)};  // an int is waited on in place
};

}  // namespace rtswap
