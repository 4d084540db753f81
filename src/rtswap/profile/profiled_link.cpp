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
  if (device.has_own_memory()) return std::make_unique<StreamLink>(device);
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

std::unique_ptr<Background> ProfiledLink::saturate() {
  in_flight_ = 0;
  const auto round = [this] {
    for (; in_flight_ < link_->depth(); ++in_flight_) send_next(kMaxPiece);
    link_->receive();
    --in_flight_;
  };
  const auto drain = [this] {
    for (; in_flight_ > 0; --in_flight_) link_->receive();
  };
  return std::make_unique<Background>([this] { link_->attach_thread(); }, round, drain);
}

}  // namespace rtswap
