// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/stream_link.h"

namespace rtswap {

StreamLink::StreamLink(dn::Device& device)
    : device_(device), stream_(device.make_stream(dn::StreamPriority::kNormal)) {
  for (auto& fence : arrived_) fence = device.make_fence();
}

void StreamLink::send(std::byte* dst, const std::byte* src, dn::Bytes size,
                      const dn::Fence* after) noexcept {
  if (after != nullptr) stream_->wait(*after);
  stream_->copy(dst, src, size);
  stream_->record(*arrived_[sent_++ % kSlots]);
}

void StreamLink::receive() noexcept { arrived_[received_++ % kSlots]->wait(); }

}  // namespace rtswap
