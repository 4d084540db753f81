// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "rtswap/transfer/io_ring.h"
#include "rtswap/transfer/piece_reader.h"

namespace rtswap {

// Reads by io_uring: the caller's thread hands requests to the kernel and needs no other. With so
// many requests at the disk, those that wait go to it when the caller looks next: on start(),
// is_done() and wait(). As long as that is after each copied piece, and until a piece that is
// needed is there, the disk never waits for the caller while it could read what is needed next
// (README.md, Files).
class UringReader final : public PieceReader {
 public:
  // All that is read goes into `memory`, which outlives this. At most kMostRequests at once. Throws
  // dn::Error (kSystemFailure) where the kernel refuses.
  UringReader(std::span<std::byte> memory, int requests);
  ~UringReader() override;

  void start(int reading, const dn::DirectFile& file, std::byte* to, dn::Bytes offset,
             dn::Bytes size) noexcept override;
  bool is_done(int reading) noexcept override;
  void wait(int reading) noexcept override;

  std::string description() const override;

 private:
  int& parts_left(int reading) noexcept { return parts_left_[static_cast<std::size_t>(reading)]; }
  bool is_idle() const noexcept { return queued_ == submitted_ && under_way_ == 0; }
  void look() noexcept;
  void finish(IoRing::Completion completion) noexcept;
  void submit() noexcept;

  const int most_under_way_;
  IoRing ring_;
  std::array<int, kMostReadings> parts_left_{};
  std::array<ReadPart, std::size_t{kMostRequests} * kMostReadings> parts_{};  // that wait
  std::uint64_t queued_ = 0, submitted_ = 0;
  std::array<ReadPart, kMostRequests> requests_{};
  std::uint32_t under_way_ = 0;  // a bit for each request
};

}  // namespace rtswap
