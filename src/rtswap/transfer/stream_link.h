// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>

#include "darknet/device/device.h"
#include "rtswap/transfer/copy_link.h"

namespace rtswap {

// The link of a device with memory of its own: one stream that nothing else uses. While one of two
// pieces crosses, the next one is queued behind it.
class StreamLink final : public CopyLink {
 public:
  // Throws dn::Error. The device must outlive it. `is_timed`: the stream itself says when a piece
  // was on its way, for a little time of host and device per piece.
  explicit StreamLink(dn::Device& device, bool is_timed = false);

  void attach_thread() noexcept override { device_.attach_thread(); }
  int depth() const noexcept override { return 2; }
  int slots() const noexcept override { return kSlots; }
  void send(std::byte* dst, const std::byte* src, dn::Bytes size,
            const dn::Fence* after) noexcept override;
  bool mark(dn::Fence& fence) noexcept override {
    stream_->record(fence);
    return true;
  }
  void receive() noexcept override;
  std::optional<LinkTimes> times() const noexcept override { return times_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Slot {
    std::unique_ptr<dn::Fence> arrived;
    std::unique_ptr<dn::Stamp> begin, end;  // where the link is timed
  };
  // A stamp whose instant is known: never before `at`, and never later than that by more.
  struct Origin {
    std::unique_ptr<dn::Stamp> stamp;
    Clock::time_point at;
    Clock::duration error = std::chrono::hours(1);  // until the first comparison
  };
  void compare_clocks(int attempts) noexcept;
  void read_times(const Slot& slot) noexcept;
  // What `distance` from the origin is wrong by at most.
  static Clock::duration drift(Clock::duration distance) noexcept {
    return (distance < distance.zero() ? -distance : distance) / kDrift;
  }

  // So many small pieces take the host as long to come back to as two large ones.
  static constexpr int kSlots = 8;
  // The device's clock is compared with the host's this often. Meanwhile they are assumed to drift
  // apart by no more than a part in so many, as fast as the host's is ever adjusted.
  static constexpr std::chrono::milliseconds kFresh{100};
  static constexpr int kDrift = 2000;
  static constexpr int kAttempts = 8;

  dn::Device& device_;
  std::unique_ptr<dn::Stream> stream_;
  std::array<Slot, kSlots> slots_;
  std::uint64_t sent_ = 0, received_ = 0;
  // Where the link is timed: a stream that is always empty, to compare clocks on, the last good
  // origin and one to try with, and the times of the last piece received.
  std::unique_ptr<dn::Stream> clock_;
  std::unique_ptr<dn::Fence> compared_;
  Origin origin_, attempt_;
  Clock::time_point compared_at_;
  std::optional<LinkTimes> times_;
};

}  // namespace rtswap
