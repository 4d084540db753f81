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
  clock_ = device.make_stream(dn::StreamPriority::kNormal);
  compared_ = device.make_fence();
  for (Origin* origin : {&origins_[0], &origins_[1], &attempt_})
    origin->stamp = device.make_stamp();
}

void StreamLink::send(std::byte* dst, const std::byte* src, dn::Bytes size,
                      const dn::Fence* after) noexcept {
  if (clock_ && can_compare_clocks()) compare_clocks();
  Slot& slot = slots_[sent_++ % kSlots];
  slot.origin = origin_;
  if (after != nullptr) stream_->wait(*after);
  if (slot.begin) stream_->record(*slot.begin);
  stream_->copy(dst, src, size);
  if (slot.end) stream_->record(*slot.end);
  stream_->record(*slot.arrived);
}

// Pieces on their way that are told from the older origin still need it.
bool StreamLink::can_compare_clocks() const noexcept {
  const bool is_older_free = sent_ == received_ || slots_[received_ % kSlots].origin == origin_;
  return is_older_free && Clock::now() - origins_[origin_].at > kFresh;
}

// The stamp was made at some instant between two of the host's. Where they are far apart, because
// this thread was put aside or the device was asleep, once more; the best one counts.
void StreamLink::compare_clocks() noexcept {
  constexpr int kAttempts = 8;
  constexpr std::chrono::microseconds kAtOnce(20);
  origin_ = 1 - origin_;
  Origin& best = origins_[origin_];
  compare_once(best);
  for (int attempt = 1; attempt < kAttempts && best.error >= kAtOnce; ++attempt) {
    compare_once(attempt_);
    if (attempt_.error < best.error) std::swap(attempt_, best);
  }
}

void StreamLink::compare_once(Origin& origin) noexcept {
  origin.at = Clock::now();
  clock_->record(*origin.stamp);
  clock_->record(*compared_);
  compared_->wait();
  origin.error = Clock::now() - origin.at;
}

void StreamLink::receive() noexcept {
  Slot& slot = slots_[received_++ % kSlots];
  slot.arrived->wait();
  if (clock_) read_times(slot);
}

void StreamLink::read_times(const Slot& slot) noexcept {
  const Origin& origin = origins_[slot.origin];
  const auto since = slot.begin->since(*origin.stamp);
  const Clock::time_point begin = origin.at + since;
  times_ = LinkTimes{begin, origin.at + slot.end->since(*origin.stamp),
                     begin + origin.error + since / kDrift};
}

}  // namespace rtswap
