// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/file_link.h"

#include <utility>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

using Clock = std::chrono::steady_clock;
using dn::Bytes;

}  // namespace

FileLink::FileLink(CopyLink& inner, std::vector<FileSource> sources, FileRing shape,
                   std::span<std::byte> ring, std::unique_ptr<PieceReader> reader,
                   dn::Device* device)
    : inner_(inner),
      sources_(std::move(sources)),
      shape_(shape),
      ring_(ring),
      reader_(std::move(reader)) {
  const auto most = static_cast<int>(kMostPieces);
  const bool is_aligned =
      reinterpret_cast<std::uintptr_t>(ring.data()) % dn::kDirectAlignment.value == 0 &&
      shape.slot.value % dn::kDirectAlignment.value == 0;
  if (shape.slots < 1 || slots() > most || !is_aligned || Bytes(ring.size()) < shape.size())
    throw dn::system_failure("internal error: the file ring does not fit its link");
  std::ranges::sort(sources_, {}, &FileSource::begin);
  if (device != nullptr) fences_.emplace(*device, kMostPieces);
}

void FileLink::send(std::byte* dst, const std::byte* src, Bytes size,
                    const dn::Fence* after) noexcept {
  Piece& sent = piece(sent_++);
  sent = {dst, src, size, as_it_stands(after), source_of(src), {}, 0, {}, {}};
  if (sent.source != nullptr)
    sent.at = sent.source->at + Bytes(static_cast<std::uint64_t>(src - sent.source->begin));
  read_ahead();
  hand_on_what_is_there();
}

bool FileLink::mark(dn::Fence& fence) noexcept { return handed_on_ == sent_ && inner_.mark(fence); }

void FileLink::receive() noexcept {
  if (handed_on_ == received_) {
    Piece& oldest = piece(received_);
    if (oldest.source != nullptr) reader_->wait(oldest.reading);
    hand_on();
  }
  inner_.receive();
  times_ = inner_.times();
  const Piece& received = piece(received_++);
  if (received.source != nullptr) {
    times_ = with_reading(received, times_);
    ++freed_;
  }
  read_ahead();
  // A link that copies when it is sent something would keep the caller, who has pieces to send that
  // are to be read meanwhile.
  if (inner_.slots() > 1) hand_on_what_is_there();
}

// The copy of a piece that was read before its place was free begins later.
LinkTimes FileLink::with_reading(const Piece& piece, std::optional<LinkTimes> copied) noexcept {
  const Clock::time_point now = Clock::now();
  if (!copied) return {piece.begin, now, now};
  const bool waited = piece.after != nullptr && copied->begin > piece.handed_on;
  const auto wait = waited ? copied->begin - piece.handed_on : Clock::duration(0);
  return {piece.begin + wait, copied->end, copied->first_byte};
}

// What a piece waits for is a group of the job that runs when it is sent. It is handed on later,
// when the fence may be that of the next job's group.
const dn::Fence* FileLink::as_it_stands(const dn::Fence* fence) noexcept {
  if (fence == nullptr || fence->is_reached()) return nullptr;
  return fences_ ? fences_->copy(*fence) : fence;
}

const FileSource* FileLink::source_of(const std::byte* src) const noexcept {
  const auto next = std::ranges::upper_bound(sources_, src, {}, &FileSource::begin);
  if (next == sources_.begin()) return nullptr;
  const FileSource& source = *(next - 1);
  return src < source.begin + source.size.value ? &source : nullptr;
}

// Starts to read what has a free slot.
void FileLink::read_ahead() noexcept {
  for (; looked_at_ < sent_; ++looked_at_) {
    Piece& next = piece(looked_at_);
    if (next.source == nullptr) continue;
    if (read_ - freed_ == static_cast<std::uint64_t>(shape_.slots)) return;
    start_reading(next);
  }
}

// With the whole blocks around it.
void FileLink::start_reading(Piece& piece) noexcept {
  const std::uint64_t slot = read_++ % static_cast<std::uint64_t>(shape_.slots);
  const Bytes lead(piece.at.value % dn::kDirectAlignment.value);
  std::byte* const to = ring_.data() + shape_.slot.value * slot;
  piece.src = to + lead.value;
  piece.reading = static_cast<int>(slot);
  piece.begin = Clock::now();
  reader_->start(piece.reading, *piece.source->file, to, piece.at - lead,
                 align_up(lead + piece.size, dn::kDirectAlignment));
}

void FileLink::hand_on_what_is_there() noexcept {
  while (handed_on_ < looked_at_ &&
         handed_on_ - received_ < static_cast<std::uint64_t>(inner_.slots())) {
    const Piece& next = piece(handed_on_);
    if (next.source != nullptr && !reader_->is_done(next.reading)) return;
    hand_on();
  }
}

void FileLink::hand_on() noexcept {
  Piece& next = piece(handed_on_++);
  next.handed_on = Clock::now();
  inner_.send(next.dst, next.src, next.size, next.after);
}

}  // namespace rtswap
