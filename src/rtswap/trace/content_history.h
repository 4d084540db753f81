// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rtswap/trace/trace.h"

namespace rtswap {

// A load as the events of a trace tell it, from the moment its chunks were given to it.
struct TracedLoad {
  std::uint16_t network = 0, group = 0;
  std::optional<Nanos> first_byte;  // came then, or earlier; none: it was given up before
  std::optional<Nanos> end;         // of its last byte; none: given up
  std::vector<std::uint32_t> chunks;
  std::vector<std::uint32_t> turns;  // as long: its place in the history of each chunk
};

// One owner of a chunk after another.
struct ChunkTurn {
  std::uint32_t load = 0;        // in ContentHistory::loads()
  std::optional<Nanos> emptied;  // taken away (unmapped) without a load that overwrites it
};

// Who wrote into which chunk when, from the events of a whole trace: made once, asked for any
// instant. The order of owners is the chunk table's, the instants of bytes are the link's.
class ContentHistory {
 public:
  // Something that cannot be: a load into a chunk that another one is on its way to, say.
  struct Contradiction {
    std::size_t event;
    const char* what;
  };

  explicit ContentHistory(const Trace& trace);

  const std::vector<TracedLoad>& loads() const { return loads_; }
  const std::vector<Contradiction>& contradictions() const { return contradictions_; }
  // The last load of the group that was complete at `at`; null when there was none.
  const TracedLoad* last_complete(std::uint16_t network, std::uint16_t group, Nanos at) const;
  // Since the load was complete: when the first byte of another one came into one of its chunks, or
  // the chunk was taken away. None: never.
  std::optional<Nanos> end_of_content(const TracedLoad& load) const;

 private:
  static constexpr std::uint32_t kNobody = static_cast<std::uint32_t>(-1);
  struct Chunk {
    std::vector<ChunkTurn> turns;
    std::uint32_t loading = kNobody;  // the load on its way to it
  };
  struct Group {
    std::vector<std::uint32_t> complete;  // loads, in the order of their ends
    std::uint32_t open = kNobody;         // not known to be complete or given up
  };

  void apply(const Event& event);
  void apply_to_chunks(const Event& event, Group& group);
  std::uint32_t open_load(const Event& event, Group& group);
  void contradict(const char* what) { contradictions_.push_back({index_, what}); }

  std::vector<TracedLoad> loads_;
  std::vector<Chunk> chunks_;
  std::vector<std::vector<Group>> groups_;  // [network][group]
  std::vector<Contradiction> contradictions_;
  std::size_t index_ = 0;  // of the event that is applied
};

}  // namespace rtswap
