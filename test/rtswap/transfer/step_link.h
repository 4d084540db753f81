// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <condition_variable>
#include <cstring>
#include <mutex>

#include "rtswap/transfer/copy_link.h"

namespace rtswap {

// A link that a test drives step by step: it stops before every piece until the test lets it go, so
// that a test can say what happens while a piece is in flight.
class StepLink final : public SynchronousLink {
 public:
  void copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept override {
    std::unique_lock lock(mutex_);
    ++arrived_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_open_ || allowed_ > 0; });
    if (!is_open_) --allowed_;
    std::memcpy(dst, src, size.value);
  }

  // Waits until `pieces` have entered the link since the start.
  void await(int pieces) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return arrived_ >= pieces; });
  }
  // Lets one piece finish.
  void step() {
    const std::scoped_lock lock(mutex_);
    ++allowed_;
    changed_.notify_all();
  }
  // From now on nothing stops.
  void open() {
    const std::scoped_lock lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
  int allowed_ = 0;
  bool is_open_ = false;
};

}  // namespace rtswap
