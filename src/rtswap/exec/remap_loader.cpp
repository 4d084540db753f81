// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/remap_loader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace rtswap {
namespace {

constexpr int kEnd = std::numeric_limits<int>::max();

}  // namespace

RemapLoader::RemapLoader(const std::vector<LoadableNetwork>& networks, ChunkPool& pool,
                         CopyEngine& engine, LoadSignals& signals, dn::Stream& compute)
    : GroupLoader(networks, pool.capacity(), engine, signals, compute),
      pool_(pool),
      networks_(networks) {
  std::size_t streamed = 0;
  for (const auto& groups : groups_)
    streamed += static_cast<std::size_t>(std::ranges::count(groups, false, &Group::retained));
  placed_.reserve(streamed);
}

void RemapLoader::load_retained() {
  while (pool_.acquire()) continue;
  std::vector<bool> is_retained(pool_.capacity());
  for (std::uint32_t network = 0; network < groups_.size(); ++network) {
    for (int g = 0; g < group_count(network); ++g) {
      const Group& group = at(network, g);
      for (std::size_t i = 0; i < group.chunks.size(); ++i) {
        is_retained[rtswap::to_size(group.chunks[i])] = group.retained;
        if (!group.retained) networks_[network].range->unmap(offset_of({network, g}, i));
      }
    }
  }
  for (std::uint32_t chunk = 0; chunk < pool_.capacity(); ++chunk) {
    if (!is_retained[chunk]) pool_.release(ChunkIndex{chunk});
  }
  GroupLoader::load_retained();
}

void RemapLoader::begin_job(std::uint32_t network, int first) noexcept {
  GroupLoader::begin_job(network, first);
  ran_ = first;
}

void RemapLoader::load_ahead(std::uint32_t network, int launched) noexcept {
  settle();
  see_what_ran(launched);
  int& next = next_load_[network];
  for (; next < group_count(network); ++next) {
    if (is_there(network, next)) continue;
    if (at(network, next).loading) {
      promote(at(network, next));
      continue;
    }
    if (!take_place({network, next}, still_to_be_read(network, next))) return;
    submit(network, next, TransferClass::kRunning, nullptr);
  }
}

void RemapLoader::issue_prefetches(std::uint32_t network, int first, std::uint32_t running,
                                   int launched) noexcept {
  settle();
  see_what_ran(launched);
  for (int g = first; g < group_count(network); ++g) {
    const Group& group = at(network, g);
    if (group.retained || group.loading || is_there(network, g)) continue;
    const Kept kept{{{{running, ran_, kEnd}, {network, first, g}}}, true};
    if (!take_place({network, g}, kept)) return;
    submit(network, g, TransferClass::kPrefetch, nullptr);
  }
}

// The last resort is to wait for every group before this one to run. Then the whole area can be
// had, and the plan has made it large enough for each group.
void RemapLoader::request_next(std::uint32_t network, int group) noexcept {
  while (!at(network, group).retained &&
         !take_place({network, group}, still_to_be_read(network, group))) {
    if (ran_ == group) dn::fatal("rtswap: the streaming area is smaller than a layer group");
    fence_of(ran_++).wait();
  }
  submit(network, group, TransferClass::kRunning, nullptr);
}

// Groups run in order. A fence tells about this job once its group has been launched; before, about
// another one.
void RemapLoader::see_what_ran(int launched) noexcept {
  while (ran_ < launched && fence_of(ran_).is_reached()) ++ran_;
}

// When the running job of the network wants its group `next`.
RemapLoader::Kept RemapLoader::still_to_be_read(std::uint32_t network, int next) const noexcept {
  return {{{{network, ran_, next}, {network, next, next}}}, false};
}

// Maps chunks beneath the group; false, with nothing changed, when there are not enough now.
bool RemapLoader::take_place(GroupId id, const Kept& kept) noexcept {
  if (is_placed(id)) return true;  // its load was given up, and nobody took the chunks
  if (obtainable(kept) < at(id).chunks.size()) return false;
  take_chunks_for(id, kept);
  map(id);
  return true;
}

std::size_t RemapLoader::obtainable(const Kept& kept) noexcept {
  std::size_t chunks = free_chunks();
  for (const GroupId id : placed_) {
    const Group& group = at(id);
    if (!kept.has(id) && !(kept.loads_too && group.loading)) chunks += group.chunks.size();
  }
  return chunks;
}

void RemapLoader::take_chunks_for(GroupId id, const Kept& kept) noexcept {
  while (free_chunks() < at(id).chunks.size()) {
    if (const auto victim = needed_last(id, kept)) {
      evict(*victim);
    } else {
      give_up_newest(kept);
    }
  }
}

// Of the groups that may go and are not loading: content that means nothing first, then what the
// network of `by` has just run, then other networks', then what comes behind `by`. Within these the
// last group of a job goes first, because its next job needs the first ones first.
std::optional<std::size_t> RemapLoader::needed_last(GroupId by, const Kept& kept) noexcept {
  const auto rank = [&](GroupId id) {
    const bool is_own = id.network == by.network;
    const int kind = !is_there(id.network, id.group) ? 3
                     : is_own                        ? (id.group < by.group ? 2 : 0)
                                                     : 1;
    return std::pair(kind, id.group);
  };
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < placed_.size(); ++i) {
    if (kept.has(placed_[i]) || at(placed_[i]).loading) continue;
    if (!best || rank(placed_[i]) > rank(placed_[*best])) best = i;
  }
  return best;
}

// A wrong prefetch, or the end of a load whose group has run already.
void RemapLoader::give_up_newest(const Kept& kept) noexcept {
  for (std::size_t i = pending_.size(); i-- > 0;) {
    if (!kept.has(pending_[i])) return cancel(i);
  }
  dn::fatal("rtswap: chunks of the streaming area are lost");
}

void RemapLoader::evict(std::size_t placed) noexcept {
  const GroupId id = placed_[placed];
  const Group& group = at(id);
  for (std::size_t i = 0; i < group.chunks.size(); ++i) {
    networks_[id.network].range->unmap(offset_of(id, i));
    pool_.release(group.chunks[i]);
  }
  invalidate(id);
  placed_.erase(placed_.begin() + static_cast<std::ptrdiff_t>(placed));
}

// A device that cannot map what it mapped before is broken.
void RemapLoader::map(GroupId id) noexcept try {
  Group& group = at(id);
  for (std::size_t i = 0; i < group.chunks.size(); ++i) {
    group.chunks[i] = *pool_.acquire();
    networks_[id.network].range->map(offset_of(id, i), group.chunks[i]);
  }
  placed_.push_back(id);
} catch (const dn::Error& e) {
  dn::fatal(e.what());
}

dn::Bytes RemapLoader::offset_of(GroupId id, std::size_t chunk) const noexcept {
  return networks_[id.network].plan->groups[to_size(id.group)].offset + pool_.chunk_bytes() * chunk;
}

bool RemapLoader::is_placed(GroupId id) const noexcept {
  return networks_[id.network].range->chunk_at(offset_of(id, 0)).has_value();
}

}  // namespace rtswap
