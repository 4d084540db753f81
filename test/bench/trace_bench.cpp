// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include "rtswap/model/time.h"
#include "rtswap/trace/event_ring.h"

namespace rtswap {
namespace {

// What a recording thread pays for an event: reading the clock, and the ring. The ring is drained
// outside the time that is measured.
void push_events(benchmark::State& state, bool reads_clock) {
  EventRing ring(std::size_t{1} << 16);
  std::vector<Event> drained;
  drained.reserve(ring.capacity());
  Event event;
  std::size_t pushed = 0;
  for (auto _ : state) {
    if (reads_clock) event.at = Instant::clock::now().time_since_epoch();
    event.value = pushed;
    ring.push(event);
    if (++pushed % ring.capacity() != 0) continue;
    state.PauseTiming();
    drained.clear();
    ring.drain(drained);
    state.ResumeTiming();
  }
  if (ring.lost() > 0) state.SkipWithError("events were lost");
}

void BM_EventRingPush(benchmark::State& state) { push_events(state, false); }
BENCHMARK(BM_EventRingPush);

void BM_EventWithClock(benchmark::State& state) { push_events(state, true); }
BENCHMARK(BM_EventWithClock);

}  // namespace
}  // namespace rtswap
