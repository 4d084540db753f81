// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>

#include "rtswap/trace/event.h"

// The form of a trace file (docs/trace.md): a prelude, the header as JSON text, events as they lie
// in memory of a little-endian machine, and a footer that an event could not be.
namespace rtswap {

// Far beyond any run, and far from where sums of instants and durations overflow: a file that says
// more is damaged.
inline constexpr Nanos kLongestTraced = std::chrono::hours(24 * 365 * 10);

struct TracePrelude {
  static constexpr std::array<char, 8> kMagic = {'R', 'T', 'S', 'W', 'T', 'R', 'C', '\n'};
  static constexpr std::uint32_t kVersion = 4;

  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t header_bytes = 0;
};
static_assert(sizeof(TracePrelude) == 16);

// As large as an event, and with a kind that no event has where an event has its kind. A file that
// does not end with one, or has another number of events, was cut short.
struct TraceFooter {
  static constexpr std::uint64_t kMagic = 0x444e'4543'4152'5452;  // "RTRACEND"
  static constexpr std::uint64_t kNoEvent = std::uint64_t{0xff} << 48;

  std::uint64_t magic = kMagic;
  std::uint64_t events = 0;
  std::uint64_t lost = 0;  // found their ring full
  std::uint64_t no_event = kNoEvent;

  bool operator==(const TraceFooter&) const = default;
};
static_assert(sizeof(TraceFooter) == sizeof(Event));

}  // namespace rtswap
