// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "rtswap/model/named.h"
#include "rtswap/model/time.h"

namespace rtswap {

// What an event tells. The comment names the fields that mean something beside `at`; docs/trace.md
// has the whole table. The numbers are part of the file's format: other ones need a new version of
// it (trace_format.h).
enum class EventKind : std::uint8_t {
  kRelease,        // task, job; at: its release; value: ns from there until its thread ran
  kReady,          // task, job; input prepared, handed to the arbiter; value: the arbiter's number
  kGrant,          // task, job; the device is the job's; value: the arbiter's number
  kGroupBegin,     // task, job, network, group: computing begins, the weights are there
  kGroupEnd,       // task, job, network, group
  kStall,          // task, job, network, group; detail: StallCause; at: its begin; value: ns waited
  kAbort,          // task, job, network, group: given up before this group
  kPreempt,        // task, job, network, group: loses the device before this group; value: as next
  kResume,         // task, job, network, group: has it again; value: the arbiter's number
  kDeviceEnd,      // task, job; value: ns by which instants of its groups may be wrong
  kDone,           // task, job: the result is there (or the job was given up)
  kMiss,           // task, job; value: ns after the absolute deadline
  kSkip,           // task, job: the first release that is left out; value: how many
  kLoadQueued,     // network, group; detail: LoadClass; value: bytes
  kLoadBegin,      // network, group; detail: LoadClass; value: ns until its first byte, at most
  kLoadEnd,        // network, group; detail: LoadClass; value: ns the link spent on its pieces
  kLoadCancelled,  // network, group: no more pieces of it; what is there means nothing
  kChunks,  // network, group (owner); detail: ChunkContent; chunk: the first; value: how many
};

// In `detail`.
enum class LoadClass : std::uint8_t { kRunning, kPrefetch };
enum class StallCause : std::uint8_t {
  kLoad,  // asked for in time, not there yet
  kPlace  // could not be asked for before the group before it had its turn: its place was in use
};
enum class ChunkContent : std::uint8_t {
  kInvalid,  // means nothing
  kLoading,  // the owner's is on its way
  kValid     // the owner's
};

// One thing that happened, as rings, files and the simulator hold it. Numbers of tasks, networks
// and groups are those of the trace's header.
struct Event {
  // Nobody's task, network or group.
  static constexpr std::uint16_t kNone = std::numeric_limits<std::uint16_t>::max();

  Nanos at{0};  // from the common start; in a ring, of the steady clock
  std::uint64_t value = 0;
  std::uint32_t job = 0;
  std::uint32_t chunk = 0;
  std::uint16_t task = kNone;
  std::uint16_t network = kNone;
  std::uint16_t group = kNone;
  EventKind kind = EventKind::kRelease;
  std::uint8_t detail = 0;

  bool operator==(const Event&) const = default;
};
static_assert(sizeof(Event) == 32);

inline constexpr std::array<Named<EventKind>, 18> kEventNames = {{
    {"release", EventKind::kRelease},
    {"ready", EventKind::kReady},
    {"grant", EventKind::kGrant},
    {"group begin", EventKind::kGroupBegin},
    {"group end", EventKind::kGroupEnd},
    {"stall", EventKind::kStall},
    {"abort", EventKind::kAbort},
    {"preempt", EventKind::kPreempt},
    {"resume", EventKind::kResume},
    {"device end", EventKind::kDeviceEnd},
    {"done", EventKind::kDone},
    {"miss", EventKind::kMiss},
    {"skip", EventKind::kSkip},
    {"load queued", EventKind::kLoadQueued},
    {"load begin", EventKind::kLoadBegin},
    {"load end", EventKind::kLoadEnd},
    {"load cancelled", EventKind::kLoadCancelled},
    {"chunks", EventKind::kChunks},
}};

}  // namespace rtswap
