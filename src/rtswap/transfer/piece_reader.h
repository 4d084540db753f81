// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <thread>

#include "darknet/base/bytes.h"
#include "darknet/base/direct_file.h"

namespace rtswap {

// Reads pieces from files. A piece is cut into parts, because a disk reaches its bandwidth only
// with several requests at hand. Parts go to the disk in the order in which they were asked for and
// a few at a time, so that a later piece does not take the disk from an earlier one. A file that
// cannot be read ends the process with one line and exit code 3: there is no right answer without
// the weights.
//
// For one thread at a time; run phase: no heap, no lock held while reading.
class PieceReader {
 public:
  // Requests that the disk may have at hand: 4 to 8 saturate one.
  static constexpr int kMostRequests = 8;
  // Readings that may be under way at once, and their numbers: 0 to 7.
  static constexpr int kMostReadings = 8;

  PieceReader() = default;
  PieceReader(const PieceReader&) = delete;
  PieceReader& operator=(const PieceReader&) = delete;
  // Finishes what was started.
  virtual ~PieceReader() = default;

  // Starts a reading that is not under way. Fills `to`; all three are multiples of
  // dn::kDirectAlignment, and `size` is more than 0. The file outlives the reading.
  virtual void start(int reading, const dn::DirectFile& file, std::byte* to, dn::Bytes offset,
                     dn::Bytes size) noexcept = 0;
  // Whether all of it is there. The bytes are seen then.
  virtual bool is_done(int reading) noexcept = 0;
  // Sleeps until that is so.
  virtual void wait(int reading) noexcept = 0;

  // For set-up: the executor gives them their priority.
  virtual std::span<std::thread> threads() noexcept { return {}; }
  // "4 threads": goes on after "read by".
  virtual std::string description() const = 0;
};

// What one request reads.
struct ReadPart {
  int reading = 0;
  const dn::DirectFile* file = nullptr;
  std::byte* to = nullptr;
  dn::Bytes offset, size;
};

// The size of the parts of a piece of which `requests` are read at once.
dn::Bytes part_size(dn::Bytes piece, int requests) noexcept;

// Reads a part; what cannot be read ends the process.
void read_or_end_run(const ReadPart& part) noexcept;

}  // namespace rtswap
