// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/recorder.h"

namespace rtswap {

Recorder::Recorder(std::size_t tasks) : device_(kDeviceEvents), copy_(kCopyEvents) {
  for (std::size_t task = 0; task < tasks; ++task) tasks_.emplace_back(kTaskEvents);
}

void Recorder::drain(Instant start, std::vector<Event>& into) {
  const std::size_t first = into.size();
  device_.drain(into);
  copy_.drain(into);
  for (EventRing& ring : tasks_) ring.drain(into);
  for (std::size_t i = first; i < into.size(); ++i) into[i].at -= start.time_since_epoch();
}

std::uint64_t Recorder::lost() const noexcept {
  std::uint64_t lost = device_.lost() + copy_.lost();
  for (const EventRing& ring : tasks_) lost += ring.lost();
  return lost;
}

}  // namespace rtswap
