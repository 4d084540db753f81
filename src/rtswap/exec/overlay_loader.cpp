// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/overlay_loader.h"

#include <algorithm>

namespace rtswap {
namespace {

bool share_a_chunk(const std::vector<ChunkIndex>& a, const std::vector<ChunkIndex>& b) noexcept {
  return std::ranges::any_of(
      a, [&](ChunkIndex chunk) { return std::ranges::find(b, chunk) != b.end(); });
}

}  // namespace

OverlayLoader::OverlayLoader(const std::vector<LoadableNetwork>& networks,
                             std::uint32_t chunk_count, CopyEngine& engine, LoadSignals& signals,
                             dn::Stream& compute)
    : GroupLoader(networks, chunk_count, engine, signals, compute) {
  for (const std::vector<Group>& groups : groups_) {
    auto& last_user = last_user_.emplace_back(chunk_count, -1);
    auto& frees_after = frees_after_.emplace_back();
    for (const Group& group : groups) {
      int& before = frees_after.emplace_back(-1);
      for (const ChunkIndex chunk : group.chunks) {
        before = std::max(before, last_user[rtswap::to_size(chunk)]);
        last_user[rtswap::to_size(chunk)] = static_cast<int>(frees_after.size()) - 1;
      }
    }
  }
}

void OverlayLoader::load_ahead(std::uint32_t network, int launched) noexcept {
  settle();
  int& next = next_load_[network];
  for (; next < group_count(network); ++next) {
    const int frees_after = frees_after_[network][to_size(next)];
    if (is_there(network, next)) continue;
    if (frees_after >= launched) return;
    if (at(network, next).loading) {
      promote(at(network, next));
    } else {
      request(network, next, TransferClass::kRunning, frees_after);
    }
  }
}

void OverlayLoader::issue_prefetches(std::uint32_t network, int first, std::uint32_t running,
                                     int launched) noexcept {
  settle();
  for (int g = first; g < group_count(network); ++g) {
    const Group& group = at(network, g);
    if (group.retained || group.loading || is_there(network, g)) continue;
    // Behind the first group whose place is not free, nothing would be in time anyway.
    const int reader = last_reader(running, group);
    if (frees_after_[network][to_size(g)] >= first || reader >= launched || is_loading(group))
      return;
    request(network, g, TransferClass::kPrefetch, reader);
  }
}

void OverlayLoader::request_next(std::uint32_t network, int group) noexcept {
  request(network, group, TransferClass::kRunning, frees_after_[network][to_size(group)]);
}

void OverlayLoader::request(std::uint32_t network, int group, TransferClass transfer_class,
                            int after) noexcept {
  make_way(at(network, group));
  submit(network, group, transfer_class, after >= 0 ? &fence_of(after) : nullptr);
}

// A prefetch that turned out wrong and is still being copied into the group's place is cancelled.
// No piece of another one is sent meanwhile: while the job has loads to ask for, they are held.
void OverlayLoader::make_way(const Group& wanted) noexcept {
  for (std::size_t i = pending_.size(); i-- > 0;) {
    if (share_a_chunk(at(pending_[i]).chunks, wanted.chunks)) cancel(i);
  }
}

int OverlayLoader::last_reader(std::uint32_t network, const Group& of) const noexcept {
  int last = -1;
  for (const ChunkIndex chunk : of.chunks)
    last = std::max(last, last_user_[network][rtswap::to_size(chunk)]);
  return last;
}

bool OverlayLoader::is_loading(const Group& place) const noexcept {
  return std::ranges::any_of(place.chunks, [&](ChunkIndex chunk) {
    return residency_.state(chunk) == ChunkState::kLoading;
  });
}

}  // namespace rtswap
