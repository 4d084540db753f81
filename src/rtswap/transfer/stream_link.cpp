// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/stream_link.h"

#include <utility>

namespace rtswap {

StreamLink::StreamLink(dn::Device& device, bool is_timed)
    : device_(device), stream_(device.make_stream(dn::StreamPriority::kNormal)) {
  for (Slot& slot : slots_) {
    slot.arrived = device.make_fence();
    if (!is_timed) continue;
    slot.begin = device.make_stamp();
    slot.end = device.make_stamp();
  }
  if (!is_timed) return;
  origin_ = device.make_stamp();
  origin_reached_ = device.make_fence();
}

void StreamLink::send(std::byte* dst, const std::byte* src, dn::Bytes size,
                      const dn::Fence* after) noexcept {
  const bool is_idle = sent_ == received_;
  Slot& slot = slots_[sent_++ % kSlots];
  if (origin_ && is_idle && Clock::now() - origin_at_ > kFresh) take_origin();
  if (after != nullptr) stream_->wait(*after);
  if (slot.begin) stream_->record(*slot.begin);
  stream_->copy(dst, src, size);
  if (slot.end) stream_->record(*slot.end);
  stream_->record(*slot.arrived);
}

// The stamp was made at some instant between two of the host's. Where they are far apart, because
// this thread was put aside or the device was asleep, once more.
void StreamLink::take_origin() noexcept {
  constexpr int kAttempts = 8;
  constexpr std::chrono::microseconds kAtOnce(20);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    origin_at_ = Clock::now();
    stream_->record(*origin_);
    stream_->record(*origin_reached_);
    origin_reached_->wait();
    origin_error_ = Clock::now() - origin_at_;
    if (origin_error_ < kAtOnce) return;
  }
}

void StreamLink::receive() noexcept {
  Slot& slot = slots_[received_++ % kSlots];
  slot.arrived->wait();
  if (origin_) read_times(slot);
}

// Distances of seconds are exact to parts of a microsecond only, so a link that is never idle takes
// a new origin now and then.
void StreamLink::read_times(Slot& slot) noexcept {
  constexpr std::chrono::seconds kFar(1);
  const Clock::time_point begin = origin_at_ + slot.begin->since(*origin_);
  times_ = LinkTimes{begin, origin_at_ + slot.end->since(*origin_), begin + origin_error_};
  if (times_->end - origin_at_ < kFar) return;
  origin_at_ = times_->end;
  std::swap(origin_, slot.end);
}

}  // namespace rtswap
