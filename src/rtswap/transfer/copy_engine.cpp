// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/copy_engine.h"

#include <fmt/format.h>
#include <sys/prctl.h>

#include <algorithm>
#include <system_error>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace rtswap {
namespace {

using Clock = std::chrono::steady_clock;

const CopyEngineOptions& checked(const CopyEngineOptions& options) {
  if (options.piece.value == 0 || options.piece > kMaxPiece) {
    throw dn::bad_input(fmt::format("a piece of {} bytes: it must be between 1 and {}",
                                    options.piece.value, kMaxPiece.value));
  }
  if (options.queue_capacity == 0) throw dn::bad_input("the copy engine needs room for a transfer");
  return options;
}

}  // namespace

CopyEngine::CopyEngine(CopyLink& link, CopyEngineOptions options)
    : link_(link), options_(checked(options)), queue_(options.queue_capacity) {
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::system_error& e) {
    throw dn::system_failure(fmt::format("cannot start the copy engine's thread: {}", e.what()));
  }
  ::pthread_setname_np(thread_.native_handle(), "rtswap-copy");
}

CopyEngine::~CopyEngine() {
  {
    dn::MutexLock lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
  dn::MutexLock lock(mutex_);
  while (const PendingTransfer* const pending = queue_.most_important()) {
    TransferTicket* const ticket = pending->transfer.ticket;
    queue_.erase(pending);
    ticket->settle(TransferState::kCancelled);
  }
}

bool CopyEngine::submit(const Transfer& transfer) noexcept {
  if (transfer.ticket->is_pending()) dn::fatal("a transfer ticket is used twice at a time");
  if (transfer.size.value == 0) {
    transfer.ticket->settle(TransferState::kDone);
    return true;
  }
  {
    dn::MutexLock lock(mutex_);
    if (!queue_.push(transfer)) {
      ++counters_.refused;
      return false;
    }
    transfer.ticket->set(TransferState::kQueued);
  }
  wake_.notify_one();
  return true;
}

void CopyEngine::promote(const TransferTicket& ticket) noexcept {
  dn::MutexLock lock(mutex_);
  PendingTransfer* const pending = queue_.find(ticket);
  if (pending != nullptr) pending->transfer.transfer_class = TransferClass::kRunning;
}

TransferState CopyEngine::cancel(TransferTicket& ticket) noexcept {
  {
    dn::MutexLock lock(mutex_);
    PendingTransfer* const pending = queue_.find(ticket);
    if (pending != nullptr && in_flight_ == &ticket) {
      pending->is_cancelled = true;
    } else if (pending != nullptr) {
      queue_.erase(pending);
      ++counters_.cancelled;
      ticket.settle(TransferState::kCancelled);
    }
  }
  return ticket.wait();
}

CopyEngine::Counters CopyEngine::counters() const noexcept {
  dn::MutexLock lock(mutex_);
  return counters_;
}

void CopyEngine::run() noexcept {
  // A sleeping link (throttled) should wake when it asked to, not up to 50 us later.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  while (std::optional<Piece> piece = next_piece()) {
    piece->report.begin = Clock::now();
    link_.copy(piece->dst, piece->src, piece->report.size);
    piece->report.end = Clock::now();
    if (options_.observer != nullptr) options_.observer->on_piece(piece->report);
    finish_piece(*piece);
  }
}

std::optional<CopyEngine::Piece> CopyEngine::next_piece() noexcept {
  dn::MutexLock lock(mutex_);
  while (!is_stopping_ && queue_.empty()) wake_.wait(mutex_);
  if (is_stopping_) return std::nullopt;
  const PendingTransfer& pending = *queue_.most_important();
  const Transfer& transfer = pending.transfer;
  const std::uint64_t offset = pending.copied.value;
  transfer.ticket->set(TransferState::kCopying);
  in_flight_ = transfer.ticket;
  return Piece{transfer.dst + offset, transfer.src + offset, transfer.ticket,
               CopiedPiece{transfer.tag,
                           transfer.transfer_class,
                           pending.copied,
                           std::min(options_.piece, pending.left()),
                           {},
                           {}}};
}

void CopyEngine::finish_piece(const Piece& piece) noexcept {
  std::optional<TransferState> end;
  {
    dn::MutexLock lock(mutex_);
    PendingTransfer& pending = *queue_.find(*piece.ticket);
    in_flight_ = nullptr;
    pending.copied += piece.report.size;
    ++counters_.pieces;
    counters_.bytes += piece.report.size;
    counters_.busy += piece.report.end - piece.report.begin;
    if (pending.left().value == 0) {
      end = TransferState::kDone;
      ++counters_.transfers;
    } else if (pending.is_cancelled) {
      end = TransferState::kCancelled;
      ++counters_.cancelled;
    }
    if (end) queue_.erase(&pending);
  }
  // Outside the lock, so that a waiter that wakes at once does not run into it.
  if (end) piece.ticket->settle(*end);
}

}  // namespace rtswap
