// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "rtswap/simulate/event_writer.h"
#include "rtswap/simulate/place_map.h"

namespace rtswap {

// The chunk table, as memory/residency.h: whose content every chunk holds. Also counts, for every
// group, what is missing, so that asking for a group takes no look at its chunks.
class SimulatedChunks {
 public:
  static constexpr int kNobody = -1;

  // All chunks are empty.
  SimulatedChunks(const PlaceMap& places, EventWriter& events);

  bool is_there(int group) const { return missing_[index(group)] == 0; }
  // The group whose load is on its way into one of the group's chunks; kNobody when none is.
  int loading_into(int group) const;

  // As Residency's.
  void begin_load(int group);
  void finish_load(int group);
  void invalidate(int group);

 private:
  struct Chunk {
    int owner = kNobody;
    ChunkContent content = ChunkContent::kInvalid;
  };

  static std::size_t index(int group) { return static_cast<std::size_t>(group); }
  void put(int group, ChunkContent content);

  const PlaceMap& places_;
  EventWriter& events_;
  std::vector<Chunk> chunks_;
  std::vector<std::size_t> missing_;  // [group]: chunks that do not hold its content
};

}  // namespace rtswap
