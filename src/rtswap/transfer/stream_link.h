// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "darknet/device/device.h"
#include "rtswap/transfer/copy_link.h"

namespace rtswap {

// The link of a device with memory of its own: one stream that nothing else uses. Two of the
// largest pieces are on their way at most, so that a more important one never waits for more.
class StreamLink final : public CopyLink {
 public:
  // Throws dn::Error. The device must outlive it.
  explicit StreamLink(dn::Device& device);

  void attach_thread() noexcept override { device_.attach_thread(); }
  int depth() const noexcept override { return 2; }
  int slots() const noexcept override { return kSlots; }
  void send(std::byte* dst, const std::byte* src, dn::Bytes size,
            const dn::Fence* after) noexcept override;
  void mark(dn::Fence& fence) noexcept override { stream_->record(fence); }
  void receive() noexcept override;

 private:
  // So many small pieces take the host as long to come back to as two large ones.
  static constexpr int kSlots = 8;

  dn::Device& device_;
  std::unique_ptr<dn::Stream> stream_;
  std::array<std::unique_ptr<dn::Fence>, kSlots> arrived_;
  std::uint64_t sent_ = 0, received_ = 0;
};

}  // namespace rtswap
