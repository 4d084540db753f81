// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>
#include <cstddef>

#include "darknet/base/bytes.h"
#include "rtswap/transfer/copy_link.h"
#include "rtswap/transfer/link_clock.h"

namespace rtswap {

// What one piece costs on a link: latency + size / bandwidth.
struct LinkRate {
  dn::Bytes bandwidth;  // bytes per second
  std::chrono::nanoseconds latency{0};
};

// Makes a fast link as slow as another one, so that the behaviour of a slow link can be tried on
// any machine. Each piece ends at an absolute instant on the imagined link's own clock. Sleeping
// always ends late; while pieces follow each other without a gap the next one starts where the last
// should have ended, so lateness does not add up and the average rate is exact. After a gap, and
// for lateness beyond kMaxCredit (the machine is slower than the imagined link), the clock starts
// again from now.
class ThrottledLink final : public SynchronousLink {
 public:
  // A longer pause than this between two pieces means that the link was idle.
  static constexpr std::chrono::microseconds kMaxGap{200};
  static constexpr std::chrono::milliseconds kMaxCredit{10};

  // `inner` and `clock` must outlive it. Throws dn::Error (kBadInput) for a bandwidth of 0 or a
  // negative latency.
  ThrottledLink(CopyLink& inner, LinkRate rate, LinkClock& clock = LinkClock::system());

  void attach_thread() noexcept override { inner_.attach_thread(); }
  void copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept override;
  bool mark(dn::Fence& fence) noexcept override { return inner_.mark(fence); }

 private:
  std::chrono::nanoseconds cost(dn::Bytes size) const;

  CopyLink& inner_;
  LinkRate rate_;
  LinkClock& clock_;
  LinkClock::Instant free_at_;      // when the imagined link is done with the last piece
  LinkClock::Instant returned_at_;  // when the last piece really was
};

}  // namespace rtswap
