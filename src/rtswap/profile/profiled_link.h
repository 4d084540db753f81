// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <deque>
#include <memory>

#include "darknet/device/device.h"
#include "rtswap/memory/packed_image.h"
#include "rtswap/profile/background.h"
#include "rtswap/profile/link_profiler.h"
#include "rtswap/transfer/copy_link.h"

namespace rtswap {

// The link that the executor would use on a device, with memory on both sides that is larger than
// caches: a host image, pinned where that means something, and device memory that nothing else
// uses. One thread at a time sends.
class ProfiledLink {
 public:
  // `device` must outlive this. Throws dn::Error where memory is short. The link is timed as in a
  // run with a trace.
  explicit ProfiledLink(dn::Device& device);
  ProfiledLink(const ProfiledLink&) = delete;
  ProfiledLink& operator=(const ProfiledLink&) = delete;
  ~ProfiledLink() { drain(); }

  CopyLink& link() { return *link_; }
  // Sends one piece (at most the copy engine's largest) from the next place of the image.
  void send_next(dn::Bytes size) noexcept;

  // One piece, from the call that sends it until the host knows that it has arrived. For the thread
  // that attached itself to the link.
  void copy_next(dn::Bytes size) noexcept {
    send_next(size);
    link_->receive();
  }

  // Sends a piece when there is room for it, as the copy engine does, and tells of those that had
  // to arrive first.
  void stream_next(dn::Bytes size, const Arrivals& arrived);
  // Waits for all of these.
  void drain();

  // Copies the largest pieces all the time, as deep as the link goes, for as long as it lives.
  std::unique_ptr<Background> saturate();

 private:
  bool has_room(dn::Bytes size) const;

  std::unique_ptr<CopyLink> link_;
  PackedImage image_;
  dn::PinnedRange pinned_;
  dn::DeviceBlock target_;
  dn::Bytes next_;
  std::deque<dn::Bytes> on_their_way_;
};

}  // namespace rtswap
