// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>

#include "rtswap/trace/trace.h"

namespace rtswap::test {

// A small trace that keeps every rule, made by hand; tests break it.
//
// Tasks "a" (10 ms, network 0: group 0 retained in chunk 0, groups 1 and 2 streamed into chunks 2
// and 3, and 4) and "b" (20 ms, network 1: groups 0 and 1 streamed into the same places). Under
// EDF, a's job 0 and b's job 0 are ready together; a's job 1 comes 10 ms later. Times in us:
//   link    a1 112-612, a2 612-812, b0 952-1200, b1 1200-1300
//   device  a: granted 110, a0 115-315, a1 620-820, a2 830-930, left 940; b: granted 950,
//           b0 1210-1400, b1 1400-1500, left 1510
Trace clean_trace();

// The first event that the condition holds for; there is one.
Event& find_event(Trace& trace, const std::function<bool(const Event&)>& wanted);
Event& event_of_job(Trace& trace, EventKind kind, std::uint16_t task, std::uint32_t job);
Event& event_of_group(Trace& trace, EventKind kind, std::uint16_t network, std::uint16_t group);

// Task 0 leaves out so many jobs from `first` on, when its job `late` is done; the trace is in
// order again.
void leave_out(Trace& trace, std::uint32_t late, std::uint32_t first, std::uint64_t count);

}  // namespace rtswap::test
