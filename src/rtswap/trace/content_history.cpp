// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/content_history.h"

#include <algorithm>

namespace rtswap {

ContentHistory::ContentHistory(const Trace& trace) : chunks_(trace.header.plan.chunk_count()) {
  for (const NetworkPlan& network : trace.header.plan.networks)
    groups_.emplace_back(network.groups.size());
  for (; index_ < trace.events.size(); ++index_) {
    if (trace.events[index_].kind >= EventKind::kLoadQueued) apply(trace.events[index_]);
  }
}

void ContentHistory::apply(const Event& event) {
  Group& group = groups_[event.network][event.group];
  switch (event.kind) {
    case EventKind::kLoadQueued:
      open_load(event, group);
      return;
    case EventKind::kLoadBegin:
      if (group.open == kNobody) return contradict("the link loads what nobody asked for");
      loads_[group.open].first_byte = event.at + Nanos(static_cast<std::int64_t>(event.value));
      return;
    case EventKind::kLoadEnd:
      if (group.open == kNobody) return contradict("the link loads what nobody asked for");
      loads_[group.open].end = event.at;
      group.complete.push_back(group.open);
      return;
    case EventKind::kChunks:
      return apply_to_chunks(event, group);
    default:
      return;  // kLoadCancelled: the chunks say it
  }
}

std::uint32_t ContentHistory::open_load(const Event& event, Group& group) {
  if (group.open != kNobody) return group.open;
  group.open = static_cast<std::uint32_t>(loads_.size());
  loads_.push_back({event.network, event.group, {}, {}, {}, {}});
  return group.open;
}

void ContentHistory::apply_to_chunks(const Event& event, Group& group) {
  const auto content = static_cast<ChunkContent>(event.detail);
  if (content == ChunkContent::kLoading) open_load(event, group);
  const std::uint32_t load = group.open;
  for (auto index = event.chunk; index < event.chunk + event.value; ++index) {
    Chunk& chunk = chunks_[index];
    if (content == ChunkContent::kLoading) {
      if (chunk.loading != kNobody) contradict("two loads meet in a chunk");
      chunk.loading = load;
      loads_[load].chunks.push_back(index);
      loads_[load].turns.push_back(static_cast<std::uint32_t>(chunk.turns.size()));
      chunk.turns.push_back({load, {}});
    } else if (content == ChunkContent::kValid) {
      if (load == kNobody || chunk.loading != load || !loads_[load].end)
        contradict("content counts as there before its load has ended");
      chunk.loading = kNobody;
    } else {
      if (load == kNobody && !chunk.turns.empty()) chunk.turns.back().emptied = event.at;
      chunk.loading = kNobody;
    }
  }
  if (content == ChunkContent::kLoading || load == kNobody) return;
  // A run of chunks at a time: the load is over with its last one.
  if (std::ranges::none_of(loads_[load].chunks,
                           [&](std::uint32_t index) { return chunks_[index].loading == load; }))
    group.open = kNobody;
}

const TracedLoad* ContentHistory::last_complete(std::uint16_t network, std::uint16_t group,
                                                Nanos at) const {
  const auto& complete = groups_[network][group].complete;
  const auto after = std::ranges::upper_bound(
      complete, at, {}, [&](std::uint32_t load) { return *loads_[load].end; });
  return after == complete.begin() ? nullptr : &loads_[*std::prev(after)];
}

std::optional<Nanos> ContentHistory::end_of_content(const TracedLoad& load) const {
  std::optional<Nanos> end;
  const auto note = [&](std::optional<Nanos> instant) {
    if (instant && (!end || *instant < *end)) end = instant;
  };
  for (std::size_t i = 0; i < load.chunks.size(); ++i) {
    const auto& turns = chunks_[load.chunks[i]].turns;
    note(turns[load.turns[i]].emptied);
    for (std::size_t turn = load.turns[i] + std::size_t{1}; turn < turns.size(); ++turn) {
      const auto& next = loads_[turns[turn].load];
      if (!next.first_byte) continue;
      note(next.first_byte);
      break;
    }
  }
  return end;
}

}  // namespace rtswap
