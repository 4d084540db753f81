// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "darknet/device/device.h"
#include "darknet/device/stream.h"

namespace rtswap {

// Fences as they stand at an instant, for who waits for them later: meanwhile the fence itself may
// have been recorded again, for something that nobody here wants to wait for. Used by one thread.
class FenceCopies {
 public:
  // Set-up; throws dn::Error. The device must outlive it. A copy is good until `count` more have
  // been made.
  FenceCopies(dn::Device& device, std::size_t count)
      : stream_(device.make_stream(dn::StreamPriority::kNormal)) {
    for (std::size_t i = 0; i < count; ++i) copies_.push_back(device.make_fence());
  }

  const dn::Fence* copy(const dn::Fence& fence) noexcept {
    dn::Fence& copy = *copies_[made_++ % copies_.size()];
    stream_->wait(fence);
    stream_->record(copy);
    return &copy;
  }

 private:
  std::unique_ptr<dn::Stream> stream_;  // nothing else happens on it
  std::vector<std::unique_ptr<dn::Fence>> copies_;
  std::uint64_t made_ = 0;
};

}  // namespace rtswap
