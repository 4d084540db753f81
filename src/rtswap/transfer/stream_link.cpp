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
  origin_.stamp = device.make_stamp();
  attempt_.stamp = device.make_stamp();
}

void StreamLink::send(std::byte* dst, const std::byte* src, dn::Bytes size,
                      const dn::Fence* after) noexcept {
  // A comparison keeps this thread for a round trip, so beside a piece on its way there is but one.
  if (clock_ && Clock::now() - compared_at_ > kFresh)
    compare_clocks(sent_ == received_ ? kAttempts : 1);
  Slot& slot = slots_[sent_++ % kSlots];
  if (after != nullptr) stream_->wait(*after);
  if (slot.begin) stream_->record(*slot.begin);
  stream_->copy(dst, src, size);
  if (slot.end) stream_->record(*slot.end);
  stream_->record(*slot.arrived);
}

// A stamp is made at some instant between two of the host's. Where they are far apart, because this
// thread was put aside or the device was asleep, the origin before is better, or another attempt.
void StreamLink::compare_clocks(int attempts) noexcept {
  constexpr std::chrono::microseconds kAtOnce(20);
  for (; attempts > 0; --attempts) {
    attempt_.at = Clock::now();
    clock_->record(*attempt_.stamp);
    clock_->record(*compared_);
    compared_->wait();
    compared_at_ = Clock::now();
    attempt_.error = compared_at_ - attempt_.at;
    if (attempt_.error < origin_.error + drift(compared_at_ - origin_.at))
      std::swap(attempt_, origin_);
    if (origin_.error < kAtOnce) return;
  }
}

void StreamLink::receive() noexcept {
  Slot& slot = slots_[received_++ % kSlots];
  slot.arrived->wait();
  if (clock_) read_times(slot);
}

// Any origin will do, one that is younger than the piece, too.
void StreamLink::read_times(const Slot& slot) noexcept {
  const Clock::duration begin = slot.begin->since(*origin_.stamp);
  const Clock::duration end = slot.end->since(*origin_.stamp);
  times_ = LinkTimes{origin_.at + begin, origin_.at + end,
                     origin_.at + begin + origin_.error + drift(begin)};
}

}  // namespace rtswap
