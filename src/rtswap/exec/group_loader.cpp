// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/group_loader.h"

#include <algorithm>
#include <utility>

#include "darknet/device/fatal.h"

namespace rtswap {
namespace {

bool share_a_chunk(const std::vector<ChunkIndex>& a, const std::vector<ChunkIndex>& b) noexcept {
  return std::ranges::any_of(
      a, [&](ChunkIndex chunk) { return std::ranges::find(b, chunk) != b.end(); });
}

}  // namespace

LoadSignals::LoadSignals(const SwapPlan& plan, dn::Device& device) {
  std::size_t groups = 0, most = 0;
  for (const NetworkPlan& network : plan.networks) {
    groups += network.groups.size();
    most = std::max(most, network.groups.size());
  }
  loads = std::vector<Load>(groups);
  for (Load& load : loads) load.arrived = device.make_fence();
  for (std::size_t group = 0; group < most; ++group) launched.push_back(device.make_fence());
}

GroupLoader::GroupLoader(const std::vector<LoadableNetwork>& networks, std::uint32_t chunk_count,
                         CopyEngine& engine, LoadSignals& signals, dn::Stream& compute)
    : engine_(engine),
      signals_(signals),
      compute_(compute),
      residency_(chunk_count),
      next_load_(networks.size(), 0),
      loaded_(networks.size()) {
  std::size_t total = 0;
  for (const LoadableNetwork& network : networks) {
    const auto& plan = network.plan->groups;
    auto& groups = groups_.emplace_back();
    auto& last_user = last_user_.emplace_back(chunk_count, -1);
    for (std::size_t g = 0; g < plan.size(); ++g) {
      Group group;
      for (const std::uint32_t chunk : plan[g].chunks) group.chunks.push_back(ChunkIndex{chunk});
      group.retained = plan[g].retained;
      group.transfer = {network.device + plan[g].offset.value,
                        network.host + plan[g].offset.value,
                        plan[g].size,
                        TransferClass::kRunning,
                        &signals.loads[total + g].ticket,
                        0,
                        nullptr,
                        signals.loads[total + g].arrived.get()};
      for (const ChunkIndex chunk : group.chunks) {
        group.frees_after = std::max(group.frees_after, last_user[rtswap::to_size(chunk)]);
        last_user[rtswap::to_size(chunk)] = static_cast<int>(g);
      }
      groups.push_back(std::move(group));
    }
    total += plan.size();
  }
  pending_.reserve(total);
}

void GroupLoader::load_retained() {
  for (std::uint32_t network = 0; network < groups_.size(); ++network) {
    for (int g = 0; g < group_count(network); ++g) {
      if (at(network, g).retained) wait_for(network, g);
    }
  }
  compute_.synchronize();
  while (!pending_.empty()) {
    at(pending_.back().network, pending_.back().group).transfer.ticket->wait();
    settle();
  }
  std::ranges::fill(loaded_, dn::Bytes(0));
}

bool GroupLoader::is_there(std::uint32_t network, int group) noexcept {
  return residency_.is_resident(owner(network, group), at(network, group).chunks);
}

void GroupLoader::load_ahead(std::uint32_t network, int launched) noexcept {
  settle();
  int& next = next_load_[network];
  for (; next < group_count(network); ++next) {
    Group& group = at(network, next);
    if (is_there(network, next)) continue;
    if (group.frees_after >= launched) return;
    if (group.loading) {
      engine_.promote(*group.transfer.ticket);
    } else {
      request(network, next, TransferClass::kRunning, group.frees_after);
    }
  }
}

void GroupLoader::prefetch(std::uint32_t network, std::uint32_t running, int launched) noexcept {
  settle();
  for (int g = 0; g < group_count(network); ++g) {
    const Group& group = at(network, g);
    if (group.retained || group.loading || is_there(network, g)) continue;
    // Behind the first group whose place is not free, nothing would be in time anyway.
    const int reader = last_reader(running, group);
    if (group.frees_after >= 0 || reader >= launched || is_loading(group)) return;
    request(network, g, TransferClass::kPrefetch, reader);
  }
}

void GroupLoader::prefetch_idle(std::uint32_t network) noexcept {
  prefetch(network, network, group_count(network));
}

Nanos GroupLoader::wait_for(std::uint32_t network, int group) noexcept {
  if (is_there(network, group)) return Nanos(0);
  const Instant begin = Instant::clock::now();
  Group& wanted = at(network, group);
  if (wanted.loading) {
    engine_.promote(*wanted.transfer.ticket);
  } else {
    request(network, group, TransferClass::kRunning, wanted.frees_after);
  }
  if (wanted.transfer.ticket->wait_until_sent() == TransferState::kSent) {
    compute_.wait(*wanted.transfer.arrived);
  } else {
    settle();
    if (!is_there(network, group)) dn::fatal("rtswap: a layer group is missing after its swap-in");
  }
  return Instant::clock::now() - begin;
}

void GroupLoader::request(std::uint32_t network, int group, TransferClass transfer_class,
                          int after) noexcept {
  make_way(network, group);
  Group& wanted = at(network, group);
  residency_.begin_load(owner(network, group), wanted.chunks);
  wanted.loading = true;
  pending_.push_back({network, group});
  Transfer transfer = wanted.transfer;
  transfer.transfer_class = transfer_class;
  if (after >= 0) transfer.after = signals_.launched[to_size(after)].get();
  if (!engine_.submit(transfer))
    dn::fatal("rtswap: the copy engine's queue is smaller than the number of groups");
}

// A prefetch that turned out wrong and is still being copied into the group's place is given up.
// The newest first, here and below: by the time the oldest, the one in flight, is waited for, none
// of the others can have begun.
void GroupLoader::make_way(std::uint32_t network, int group) noexcept {
  const Group& wanted = at(network, group);
  for (std::size_t i = pending_.size(); i-- > 0;) {
    if (share_a_chunk(at(pending_[i].network, pending_[i].group).chunks, wanted.chunks)) cancel(i);
  }
}

void GroupLoader::give_up(std::uint32_t network) noexcept {
  for (std::size_t i = pending_.size(); i-- > 0;) {
    if (pending_[i].network == network) cancel(i);
  }
}

dn::Bytes GroupLoader::take_loaded(std::uint32_t network) noexcept {
  return std::exchange(loaded_[network], dn::Bytes(0));
}

void GroupLoader::cancel(std::size_t pending) noexcept {
  const Group& group = at(pending_[pending].network, pending_[pending].group);
  if (engine_.cancel(*group.transfer.ticket) == TransferState::kDone) return finish(pending);
  residency_.invalidate(group.chunks);
  forget(pending);
}

void GroupLoader::finish(std::size_t pending) noexcept {
  const auto [network, group] = pending_[pending];
  residency_.finish_load(owner(network, group), at(network, group).chunks);
  loaded_[network] += at(network, group).transfer.size;
  forget(pending);
}

// Marks the loads that are complete.
void GroupLoader::settle() noexcept {
  for (std::size_t i = pending_.size(); i-- > 0;) {
    if (!at(pending_[i].network, pending_[i].group).transfer.ticket->is_pending()) finish(i);
  }
}

void GroupLoader::forget(std::size_t pending) noexcept {
  at(pending_[pending].network, pending_[pending].group).loading = false;
  pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(pending));
}

int GroupLoader::last_reader(std::uint32_t network, const Group& of) const noexcept {
  int last = -1;
  for (const ChunkIndex chunk : of.chunks)
    last = std::max(last, last_user_[network][rtswap::to_size(chunk)]);
  return last;
}

bool GroupLoader::is_loading(const Group& place) const noexcept {
  return std::ranges::any_of(place.chunks, [&](ChunkIndex chunk) {
    return residency_.state(chunk) == ChunkState::kLoading;
  });
}

}  // namespace rtswap
