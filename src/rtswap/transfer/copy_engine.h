// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/mutex.h"
#include "rtswap/model/link_pieces.h"
#include "rtswap/transfer/copy_link.h"
#include "rtswap/transfer/piece_observer.h"
#include "rtswap/transfer/transfer.h"
#include "rtswap/transfer/transfer_queue.h"

namespace rtswap {

struct CopyEngineOptions {
  dn::Bytes piece = kLargestPiece;   // 1 byte to kLargestPiece
  std::size_t queue_capacity = 256;  // transfers that can be pending at once
  PieceObserver* observer = nullptr;
  dn::Bytes prefetch_piece = kPrefetchPiece;  // of prefetches; never more than `piece`
};

// Copies transfers over one link, on a thread of its own ("rtswap-copy"), piece by piece. Before
// every piece it takes the most important pending transfer: the running job's before prefetches,
// then in the order of submission. So a prefetch is overtaken at the next piece boundary and goes
// on later from where it was. As many pieces are on their way at once as the link wants; those of
// prefetches are smaller, and never more than its depth.
//
// All functions but the constructor may be called by any thread in the run phase: no heap memory,
// and one short lock that is never held during a copy. Only cancel() blocks, until the pieces that
// are on their way have arrived.
class CopyEngine {
 public:
  struct Counters {
    std::uint64_t transfers = 0;  // done
    std::uint64_t cancelled = 0;
    std::uint64_t refused = 0;  // the queue was full
    std::uint64_t pieces = 0;
    dn::Bytes bytes;
    std::chrono::nanoseconds busy{0};  // spent in the link
  };

  // `link` and the observer must outlive it. Throws dn::Error for a bad option or when the thread
  // cannot start.
  explicit CopyEngine(CopyLink& link, CopyEngineOptions options = {});
  // Finishes the pieces in flight and cancels everything else; every ticket is settled then.
  ~CopyEngine();
  CopyEngine(const CopyEngine&) = delete;
  CopyEngine& operator=(const CopyEngine&) = delete;

  // Queues a transfer whose ticket is not pending. false: the queue is full and the ticket is as it
  // was. A transfer of no bytes is done at once.
  [[nodiscard]] bool submit(const Transfer& transfer) noexcept EXCLUDES(mutex_);

  // A prefetch becomes the running job's, behind those that are. No effect on a settled transfer.
  void promote(const TransferTicket& ticket) noexcept EXCLUDES(mutex_);

  // Until they are allowed again, no piece of a prefetch is sent: a job is running that still has
  // loads to ask for, and those shall find the link free of everything but what was sent before.
  void hold_prefetches() noexcept EXCLUDES(mutex_);
  void allow_prefetches() noexcept EXCLUDES(mutex_);

  // No piece of it is sent any more. The ticket settles when those in flight have arrived.
  void drop(TransferTicket& ticket) noexcept EXCLUDES(mutex_);
  // Drops it and waits. When it returns the engine no longer touches the transfer's memory. Returns
  // kDone when all of it was copied after all, else kCancelled (kIdle for a ticket never
  // submitted).
  TransferState cancel(TransferTicket& ticket) noexcept EXCLUDES(mutex_);

  Counters counters() const noexcept EXCLUDES(mutex_);
  // For set-up: the executor gives the thread its priority and CPU.
  pthread_t native_handle() { return thread_.native_handle(); }

 private:
  struct Piece {
    Transfer transfer;
    bool is_last;  // of its transfer
    CopiedPiece report;
  };
  void run() noexcept;
  dn::Bytes piece_of(TransferClass transfer_class) const noexcept;
  bool has_room_for(TransferClass transfer_class) const noexcept;
  std::optional<Piece> next_piece() noexcept EXCLUDES(mutex_);
  void send(Piece& piece) noexcept;
  void receive(Piece& piece) noexcept EXCLUDES(mutex_);
  void finish_piece(const Piece& piece) noexcept EXCLUDES(mutex_);

  CopyLink& link_;
  const CopyEngineOptions options_;
  mutable dn::Mutex mutex_;
  std::condition_variable_any wake_;  // something was queued, or the engine stops
  TransferQueue queue_ GUARDED_BY(mutex_);
  bool is_stopping_ GUARDED_BY(mutex_) = false;
  bool holds_prefetches_ GUARDED_BY(mutex_) = false;
  Counters counters_ GUARDED_BY(mutex_);
  // Of the engine's thread: the pieces on their way, oldest first, and when the last one arrived.
  std::vector<Piece> flight_;
  std::chrono::steady_clock::time_point last_end_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace rtswap
