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
  if (options.piece.value == 0 || options.piece > kLargestPiece) {
    throw dn::bad_input(fmt::format("a piece of {} bytes: it must be between 1 and {}",
                                    options.piece.value, kLargestPiece.value));
  }
  if (options.prefetch_piece.value == 0) throw dn::bad_input("a prefetch in pieces of 0 bytes");
  if (options.queue_capacity == 0) throw dn::bad_input("the copy engine needs room for a transfer");
  return options;
}

}  // namespace

CopyEngine::CopyEngine(CopyLink& link, CopyEngineOptions options)
    : link_(link), options_(checked(options)), queue_(options.queue_capacity) {
  flight_.reserve(static_cast<std::size_t>(link.slots()));
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
  while (const PendingTransfer* const pending = queue_.first()) {
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
  {
    dn::MutexLock lock(mutex_);
    queue_.promote(ticket);
  }
  wake_.notify_one();  // it may have been held
}

void CopyEngine::hold_prefetches() noexcept {
  dn::MutexLock lock(mutex_);
  holds_prefetches_ = true;
}

void CopyEngine::allow_prefetches() noexcept {
  {
    dn::MutexLock lock(mutex_);
    holds_prefetches_ = false;
  }
  wake_.notify_one();
}

void CopyEngine::drop(TransferTicket& ticket) noexcept {
  dn::MutexLock lock(mutex_);
  PendingTransfer* const pending = queue_.find(ticket);
  if (pending != nullptr && pending->is_in_flight()) {
    pending->is_cancelled = true;
  } else if (pending != nullptr) {
    queue_.erase(pending);
    ++counters_.cancelled;
    ticket.settle(TransferState::kCancelled);
  }
}

TransferState CopyEngine::cancel(TransferTicket& ticket) noexcept {
  drop(ticket);
  return ticket.wait();
}

CopyEngine::Counters CopyEngine::counters() const noexcept {
  dn::MutexLock lock(mutex_);
  return counters_;
}

// Keeps the link full; when there is nothing to send or no room, waits for what was sent first.
void CopyEngine::run() noexcept {
  // A sleeping link (throttled) should wake when it asked to, not up to 50 us later.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  link_.attach_thread();
  while (true) {
    while (std::optional<Piece> piece = next_piece()) {
      send(*piece);
      flight_.push_back(*piece);
    }
    if (flight_.empty()) return;  // stopped
    receive(flight_.front());
    flight_.erase(flight_.begin());
  }
}

dn::Bytes CopyEngine::piece_of(TransferClass transfer_class) const noexcept {
  return transfer_class == TransferClass::kRunning
             ? options_.piece
             : std::min(options_.piece, options_.prefetch_piece);
}

// On the link, for another piece. The running job's may be of any size. Prefetches are counted: how
// long the last of them keep the link is the next job's loss.
bool CopyEngine::has_room_for(TransferClass transfer_class) const noexcept {
  if (flight_.empty()) return true;
  const auto depth = static_cast<std::uint64_t>(link_.depth());
  if (transfer_class == TransferClass::kPrefetch) return flight_.size() < depth;
  dn::Bytes on_the_way;
  for (const Piece& piece : flight_) on_the_way += piece.report.size;
  return flight_.size() < static_cast<std::size_t>(link_.slots()) &&
         on_the_way + options_.piece <= options_.piece * depth;
}

// Nothing when there is nothing to send now, or no room. Sleeps while there is nothing to send and
// nothing to wait for; then nothing means that the engine stops.
std::optional<CopyEngine::Piece> CopyEngine::next_piece() noexcept {
  dn::MutexLock lock(mutex_);
  PendingTransfer* pending = nullptr;
  while (!is_stopping_ && (pending = queue_.most_important(!holds_prefetches_)) == nullptr &&
         flight_.empty())
    wake_.wait(mutex_);
  if (is_stopping_ || pending == nullptr || !has_room_for(pending->transfer.transfer_class))
    return std::nullopt;
  const Transfer& transfer = pending->transfer;
  const dn::Bytes offset = pending->sent;
  const dn::Bytes size = std::min(piece_of(transfer.transfer_class), pending->left_to_send());
  pending->sent += size;
  transfer.ticket->set(TransferState::kCopying);
  return Piece{transfer, pending->sent == transfer.size,
               CopiedPiece{transfer.tag, transfer.transfer_class, offset, size, {}, {}, {}}};
}

void CopyEngine::send(Piece& piece) noexcept {
  const Transfer& transfer = piece.transfer;
  const std::uint64_t offset = piece.report.offset.value;
  piece.report.begin = Clock::now();
  link_.send(transfer.dst + offset, transfer.src + offset, piece.report.size,
             offset == 0 ? transfer.after : nullptr);
  // On a link of one piece the transfer is done before anybody could make use of this.
  if (!piece.is_last || link_.depth() == 1) return;
  if (transfer.arrived != nullptr && !link_.mark(*transfer.arrived)) return;
  transfer.ticket->settle(TransferState::kSent);
}

// The link is busy with one piece at a time: one that was sent early began when the one before it
// ended.
void CopyEngine::receive(Piece& piece) noexcept {
  link_.receive();
  const Clock::time_point now = Clock::now();
  const LinkTimes seen = link_.times().value_or(LinkTimes{piece.report.begin, now, now});
  piece.report.begin = std::min(now, std::max({piece.report.begin, seen.begin, last_end_}));
  piece.report.end = last_end_ = std::clamp(seen.end, piece.report.begin, now);
  piece.report.first_byte = std::clamp(seen.first_byte, piece.report.begin, now);
  if (options_.observer != nullptr) options_.observer->on_piece(piece.report);
  finish_piece(piece);
}

void CopyEngine::finish_piece(const Piece& piece) noexcept {
  std::optional<TransferState> end;
  {
    dn::MutexLock lock(mutex_);
    PendingTransfer& pending = *queue_.find(*piece.transfer.ticket);
    pending.arrived += piece.report.size;
    ++counters_.pieces;
    counters_.bytes += piece.report.size;
    counters_.busy += piece.report.end - piece.report.begin;
    if (pending.arrived == pending.transfer.size) {
      end = TransferState::kDone;
      ++counters_.transfers;
    } else if (pending.is_cancelled && !pending.is_in_flight()) {
      end = TransferState::kCancelled;
      ++counters_.cancelled;
    }
    if (end) queue_.erase(&pending);
  }
  // Outside the lock, so that a waiter that wakes at once does not run into it.
  if (end) piece.transfer.ticket->settle(*end);
}

}  // namespace rtswap
