// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiled_link.h"

#include <cstring>
#include <numeric>

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

bool ProfiledLink::has_room(Bytes size) const {
  const Bytes sum = std::accumulate(on_their_way_.begin(), on_their_way_.end(), size);
  return on_their_way_.size() < static_cast<std::size_t>(link_->slots()) &&
         sum <= kLargestPiece * static_cast<std::uint64_t>(link_->depth());
}

void ProfiledLink::stream_next(Bytes size, const Arrivals& arrived) {
  while (!has_room(size)) {
    link_->receive();
    const LinkTimes times = link_->times().value();  // every link of a device says
    arrived({on_their_way_.front(), times.end - times.begin});
    on_their_way_.pop_front();
  }
  send_next(size);
  on_their_way_.push_back(size);
}

void ProfiledLink::drain() {
  for (; !on_their_way_.empty(); on_their_way_.pop_front()) link_->receive();
}

std::unique_ptr<Background> ProfiledLink::saturate() {
  return std::make_unique<Background>(
      [this] { link_->attach_thread(); },
      [this] { stream_next(kLargestPiece, [](const MovedPiece&) {}); }, [this] { drain(); });
}

}  // namespace rtswap
