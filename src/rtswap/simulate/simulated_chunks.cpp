// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_chunks.h"

#include <span>

namespace rtswap {

SimulatedChunks::SimulatedChunks(const PlaceMap& places, EventWriter& events)
    : places_(places), events_(events), chunks_(places.chunk_count()) {
  for (int group = 0; group < places.group_count(); ++group)
    missing_.push_back(places.chunks(group).size());
}

int SimulatedChunks::loading_into(int group) const {
  for (const std::uint32_t chunk : places_.chunks(group)) {
    if (chunks_[chunk].content == ChunkContent::kLoading) return chunks_[chunk].owner;
  }
  return kNobody;
}

void SimulatedChunks::begin_load(int group) {
  for (const std::uint32_t chunk : places_.chunks(group)) {
    const Chunk& before = chunks_[chunk];
    if (before.content == ChunkContent::kValid) ++missing_[index(before.owner)];
  }
  put(group, ChunkContent::kLoading);
}

void SimulatedChunks::finish_load(int group) { put(group, ChunkContent::kValid); }

void SimulatedChunks::invalidate(int group) { put(group, ChunkContent::kInvalid); }

void SimulatedChunks::put(int group, ChunkContent content) {
  const std::span<const std::uint32_t> chunks = places_.chunks(group);
  for (const std::uint32_t chunk : chunks) chunks_[chunk] = {group, content};
  missing_[index(group)] = content == ChunkContent::kValid ? 0 : chunks.size();
  if (!events_.is_on()) return;
  // One event for each row of neighbours.
  for (std::size_t begin = 0, end = 0; begin < chunks.size(); begin = end) {
    for (end = begin + 1; end < chunks.size() && chunks[end] == chunks[end - 1] + 1;) ++end;
    events_.chunks(places_.planned(group), content, chunks[begin], end - begin);
  }
}

}  // namespace rtswap
