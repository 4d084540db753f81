// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

#include "rtswap/model/job.h"
#include "rtswap/trace/event.h"

namespace rtswap {

// Takes what a simulation tells.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on_event(const Event& event) = 0;
};

// A layer group of the plan.
struct PlannedGroup {
  std::uint32_t network = 0;
  int group = 0;
};

// Makes events of what happens at the virtual clock's instant. Without a sink it does nothing.
class EventWriter {
 public:
  EventWriter(EventSink* sink, const Instant& now) : sink_(sink), now_(now) {}

  // `at` where it is not now.
  void job(EventKind kind, const Job& job, std::uint64_t value = 0) {
    job_at(kind, job, now_, value);
  }
  void job_at(EventKind kind, const Job& job, Instant at, std::uint64_t value);
  void group(EventKind kind, const Job& job, PlannedGroup group, std::uint64_t value = 0);
  void stall(const Job& job, PlannedGroup group, Instant begin, StallCause cause);
  void load(EventKind kind, PlannedGroup group, LoadClass load_class, std::uint64_t value = 0);
  void chunks(PlannedGroup owner, ChunkContent content, std::uint32_t first, std::uint64_t count);

  bool is_on() const { return sink_ != nullptr; }

 private:
  Event make(EventKind kind, Instant at) const;

  EventSink* sink_;
  const Instant& now_;
};

}  // namespace rtswap
