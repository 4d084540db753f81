// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/direct_file.h"
#include "rtswap/model/file_ring.h"
#include "rtswap/transfer/copy_link.h"
#include "rtswap/transfer/fence_copies.h"
#include "rtswap/transfer/piece_reader.h"

namespace rtswap {

// Bytes that are in a file instead of host memory.
struct FileSource {
  const std::byte* begin = nullptr;  // addresses that stand for them; there is no memory beneath
  dn::Bytes size;
  const dn::DirectFile* file = nullptr;
  dn::Bytes at;  // in the file
};

// Puts a file before another link. A piece whose source stands for bytes of a file is read into a
// ring of memory that the inner link copies from, by several requests at once, and then handed on;
// any other piece is handed on as it is. Order is kept. While one piece is copied the next one is
// read: a sequence of n pieces takes at most the slower of reading and copying for each of them,
// and once the faster of the two besides (docs/analysis.md).
//
// Pieces on their way are as many as the copy engine's rule allows on a link of depth 2, whatever
// they wait for. One that has been sent is read and copied to its end, so to cancel takes as long
// as what the link holds: two of the largest pieces at most, of prefetches two small ones.
class FileLink final : public CopyLink {
 public:
  // Everything given must outlive it, and the inner link is used through it only. `ring` holds
  // shape.size() bytes at a multiple of dn::kDirectAlignment, memory that the inner link may copy
  // from, and the reader into. No piece from a file is larger than shape.slot less one block.
  // `device`: where fences may be recorded again while a piece that waits for one is still being
  // read; null where every fence that is given has been reached. Throws dn::Error.
  FileLink(CopyLink& inner, std::vector<FileSource> sources, FileRing shape,
           std::span<std::byte> ring, std::unique_ptr<PieceReader> reader,
           dn::Device* device = nullptr);

  void attach_thread() noexcept override { inner_.attach_thread(); }
  int depth() const noexcept override { return std::max(inner_.depth(), 2); }
  int slots() const noexcept override { return std::max(inner_.slots(), shape_.slots); }
  void send(std::byte* dst, const std::byte* src, dn::Bytes size,
            const dn::Fence* after) noexcept override;
  // False while a piece is here that is still to be handed on.
  bool mark(dn::Fence& fence) noexcept override;
  void receive() noexcept override;
  // Of a piece from a file: from the start of its reading to the end of its copy, but for what it
  // waited for `after` in between.
  std::optional<LinkTimes> times() const noexcept override { return times_; }

  // For set-up.
  std::span<std::thread> reading_threads() noexcept { return reader_->threads(); }

 private:
  struct Piece {
    std::byte* dst;
    const std::byte* src;  // in memory: for a piece from a file, once it is being read
    dn::Bytes size;
    const dn::Fence* after;
    const FileSource* source;  // null: in memory
    dn::Bytes at;              // in the file
    int reading;               // its slot
    // Of the reading, and when the piece went to the inner link.
    std::chrono::steady_clock::time_point begin, handed_on;
  };
  // The next power of two over what any link has on its way, so that numbers wrap well.
  static constexpr std::uint64_t kMostPieces = PieceReader::kMostReadings;

  Piece& piece(std::uint64_t number) noexcept { return pieces_[number % kMostPieces]; }
  const FileSource* source_of(const std::byte* src) const noexcept;
  void read_ahead() noexcept;
  void start_reading(Piece& piece) noexcept;
  void hand_on_what_is_there() noexcept;
  void hand_on() noexcept;
  const dn::Fence* as_it_stands(const dn::Fence* fence) noexcept;
  static LinkTimes with_reading(const Piece& piece, std::optional<LinkTimes> copied) noexcept;

  CopyLink& inner_;
  std::vector<FileSource> sources_;  // by address
  const FileRing shape_;
  const std::span<std::byte> ring_;
  std::array<Piece, kMostPieces> pieces_{};
  // How many pieces have come so far; an older one is never behind a newer one.
  std::uint64_t sent_ = 0, looked_at_ = 0, handed_on_ = 0, received_ = 0;
  std::uint64_t read_ = 0, freed_ = 0;  // pieces from files: slots taken and given back
  std::optional<LinkTimes> times_;
  std::optional<FenceCopies> fences_;
  std::unique_ptr<PieceReader> reader_;
};

}  // namespace rtswap
