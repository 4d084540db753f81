// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiled_link.h"

#include <cstring>

#include "rtswap/transfer/copy_engine.h"
#include "rtswap/transfer/host_link.h"
#include "rtswap/transfer/stream_link.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kImage = dn::kMiB * 64;  // a multiple of every piece
constexpr const char* kWho = "profile of the link";

std::unique_ptr<CopyLink> link_of(dn::Device& device) {
  if (device.has_own_memory()) return std::make_unique<StreamLink>(device, true);
  return std::make_unique<HostLink>();
}

PackedImage filled_image() {
  PackedImage image(kWho, kImage, HugePages::kIfAvailable);
  // Untouched pages are all the same page of zeros.
  std::memset(image.writable().data(), 1, kImage.value);
  return image;
}

}  // namespace

ProfiledLink::ProfiledLink(dn::Device& device)
    : link_(link_of(device)),
      image_(filled_image()),
      pinned_(device.pin(image_.bytes().data(), image_.footprint(), kWho)),
      target_(device.allocate(kImage, kWho)) {}

void ProfiledLink::send_next(Bytes size) noexcept {
  if (next_ + size > kImage) next_ = Bytes(0);
  link_->send(target_.data() + next_.value, image_.bytes().data() + next_.value, size, nullptr);
  next_ += size;
}

std::optional<MovedPiece> ProfiledLink::stream_next(Bytes size) noexcept {
  send_next(size);
  sizes_[sent_++ % sizes_.size()] = size;
  if (sent_ - received_ < static_cast<std::size_t>(link_->depth())) return std::nullopt;
  link_->receive();
  const Bytes arrived = sizes_[received_++ % sizes_.size()];
  const std::optional<LinkTimes> times = link_->times();
  return MovedPiece{arrived, times ? times->end : Instant::clock::now()};
}

void ProfiledLink::drain() noexcept {
  for (; received_ < sent_; ++received_) link_->receive();
}

std::unique_ptr<Background> ProfiledLink::saturate() {
  return std::make_unique<Background>([this] { link_->attach_thread(); },
                                      [this] { stream_next(kMaxPiece); }, [this] { drain(); });
}

}  // namespace rtswap
