// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "rtswap/model/ids.h"
#include "rtswap/model/time.h"
#include "rtswap/trace/event.h"
#include "rtswap/trace/event_ring.h"

namespace rtswap {

// The rings of one run, one per recording thread, made at set-up and drained by the main thread now
// and then. An executor without a recorder records nothing.
class Recorder {
 public:
  // Enough for some tenths of a second of small layer groups between two drains.
  static constexpr std::size_t kDeviceEvents = std::size_t{1} << 16;
  static constexpr std::size_t kCopyEvents = std::size_t{1} << 15;
  static constexpr std::size_t kTaskEvents = std::size_t{1} << 10;

  explicit Recorder(std::size_t tasks);

  EventRing& device() noexcept { return device_; }
  EventRing& copy() noexcept { return copy_; }
  EventRing& task(TaskId task) noexcept { return tasks_[task.value]; }

  // Appends what was recorded since the last call, with instants counted from `start`; in order
  // within a thread, not between threads.
  void drain(Instant start, std::vector<Event>& into);
  std::uint64_t lost() const noexcept;

 private:
  EventRing device_, copy_;
  std::deque<EventRing> tasks_;
};

}  // namespace rtswap
