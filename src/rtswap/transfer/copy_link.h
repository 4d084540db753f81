// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "darknet/base/bytes.h"
#include "darknet/device/stream.h"

namespace rtswap {

// When a piece was on its way, by the host's clock.
struct LinkTimes {
  std::chrono::steady_clock::time_point begin, end;
  // The latest instant at which its first byte may have come: later than `begin` where the clock of
  // a device tells it, or the piece is read from a file first.
  std::chrono::steady_clock::time_point first_byte;
};

// The way from the host store into chunks: memory to memory on the host, pinned memory over PCIe to
// a GPU, from a file through memory. Used by one thread, the copy engine's; no heap, no printing. A
// link that cannot go on ends the process: there is no right answer without the weights.
class CopyLink {
 public:
  virtual ~CopyLink() = default;

  // Called by the thread that will use it, before the first piece.
  virtual void attach_thread() noexcept {}
  // How many of the largest pieces may be on their way at once, and how many of prefetches: two
  // keep a link busy that needs a moment to start one. Of a running job's smaller pieces there may
  // be more, as many as make the same bytes, but not more than slots().
  virtual int depth() const noexcept { return 1; }
  virtual int slots() const noexcept { return depth(); }

  // Sends a piece behind those sent before, and not before `after` is reached (null: at once).
  virtual void send(std::byte* dst, const std::byte* src, dn::Bytes size,
                    const dn::Fence* after) noexcept = 0;
  // Records a fence that is reached when everything sent so far has arrived. False: that cannot be
  // told yet, or need not be; the last piece has to be received.
  [[nodiscard]] virtual bool mark(dn::Fence& fence) noexcept = 0;
  // Returns when the oldest piece that was sent and not yet received has arrived. The device sees
  // its bytes then.
  virtual void receive() noexcept = 0;
  // Of the piece that was received last, where the link knows better than who calls it.
  virtual std::optional<LinkTimes> times() const noexcept { return std::nullopt; }
};

// A link whose pieces have arrived when they are sent.
class SynchronousLink : public CopyLink {
 public:
  virtual void copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept = 0;

  void send(std::byte* dst, const std::byte* src, dn::Bytes size,
            const dn::Fence* after) noexcept override {
    if (after != nullptr) after->wait();
    times_.begin = times_.first_byte = std::chrono::steady_clock::now();
    copy(dst, src, size);
    times_.end = std::chrono::steady_clock::now();
  }
  bool mark(dn::Fence& /*fence*/) noexcept override { return false; }
  void receive() noexcept override {}
  std::optional<LinkTimes> times() const noexcept override { return times_; }

 private:
  LinkTimes times_;
};

}  // namespace rtswap
