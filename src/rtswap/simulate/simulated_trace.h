// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rtswap/simulate/simulation.h"
#include "rtswap/trace/trace.h"

namespace rtswap {

// What the events of a simulation are read against. `networks`: the names of the plan's; `bounds`:
// the promised response bounds by TaskId, or empty. Memory beside the chunks is the caller's to
// add. Throws dn::Error for more tasks, networks or groups than events can name.
TraceHeader simulated_trace_header(const SimulatedSet& what, std::vector<std::string> networks,
                                   std::span<const std::optional<Nanos>> bounds);

// Keeps the events of a simulation.
class TraceCollector final : public EventSink {
 public:
  void on_event(const Event& event) override { events_.push_back(event); }
  // What has been told since the last call, by instant.
  Trace take(TraceHeader header);

 private:
  std::vector<Event> events_;
};

}  // namespace rtswap
