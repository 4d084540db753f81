// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/group_loader.h"

#include <algorithm>
#include <utility>

#include "darknet/device/fatal.h"
#include "rtswap/exec/copy_trace.h"

namespace rtswap {
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
    : residency_(chunk_count),
      next_load_(networks.size(), 0),
      engine_(engine),
      signals_(signals),
      compute_(compute),
      loaded_(networks.size()) {
  std::size_t total = 0;
  for (const LoadableNetwork& network : networks) {
    const auto& plan = network.plan->groups;
    auto& groups = groups_.emplace_back();
    for (std::size_t g = 0; g < plan.size(); ++g) {
      Group group;
      for (const std::uint32_t chunk : plan[g].chunks) group.chunks.push_back(ChunkIndex{chunk});
      group.retained = plan[g].retained;
      group.transfer = {network.range->base() + plan[g].offset.value,
                        network.host + plan[g].offset.value,
                        plan[g].size,
                        TransferClass::kRunning,
                        &signals.loads[total + g].ticket,
                        transfer_tag(static_cast<std::uint32_t>(groups_.size() - 1),
                                     static_cast<std::uint32_t>(g)),
                        nullptr,
                        signals.loads[total + g].arrived.get()};
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
    at(pending_.back()).transfer.ticket->wait();
    settle();
  }
  std::ranges::fill(loaded_, dn::Bytes(0));
}

bool GroupLoader::is_there(std::uint32_t network, int group) noexcept {
  return residency_.is_resident(owner({network, group}), at(network, group).chunks);
}

Nanos GroupLoader::wait_for(std::uint32_t network, int group) noexcept {
  if (is_there(network, group)) return Nanos(0);
  const Instant begin = Instant::clock::now();
  Group& wanted = at(network, group);
  if (wanted.loading) {
    promote(wanted);
  } else {
    request_next(network, group);
  }
  if (wanted.transfer.ticket->wait_until_sent() == TransferState::kSent) {
    compute_.wait(*wanted.transfer.arrived);
  } else {
    settle();
    if (!is_there(network, group)) dn::fatal("rtswap: a layer group is missing after its swap-in");
  }
  return Instant::clock::now() - begin;
}

void GroupLoader::submit(std::uint32_t network, int group, TransferClass transfer_class,
                         const dn::Fence* after) noexcept {
  Group& wanted = at(network, group);
  residency_.begin_load(owner({network, group}), wanted.chunks);
  wanted.loading = true;
  wanted.is_prefetch = transfer_class == TransferClass::kPrefetch;
  pending_.push_back({network, group});
  if (trace_ != nullptr) {
    trace_->chunks(owner({network, group}), wanted.chunks, ChunkContent::kLoading);
    trace_->queued(owner({network, group}), transfer_class, wanted.transfer.size);
  }
  Transfer transfer = wanted.transfer;
  transfer.transfer_class = transfer_class;
  transfer.after = after;
  if (!engine_.submit(transfer))
    dn::fatal("rtswap: the copy engine's queue is smaller than the number of groups");
}

void GroupLoader::promote(Group& group) noexcept {
  group.is_prefetch = false;
  engine_.promote(*group.transfer.ticket);
}

void GroupLoader::begin_job(std::uint32_t network, int first) noexcept {
  next_load_[network] = first;
  engine_.hold_prefetches();
  holds_prefetches_ = true;
}

void GroupLoader::allow_prefetches() noexcept {
  if (holds_prefetches_) engine_.allow_prefetches();
  holds_prefetches_ = false;
}

void GroupLoader::give_up(std::uint32_t network) noexcept {
  for (const GroupId id : pending_) {
    if (is_running_load(id, network)) engine_.drop(*at(id).transfer.ticket);
  }
}

void GroupLoader::wait_until_given_up(std::uint32_t network) noexcept {
  for (std::size_t i = pending_.size(); i-- > 0;) {
    if (is_running_load(pending_[i], network)) cancel(i);
  }
}

dn::Bytes GroupLoader::take_loaded(std::uint32_t network) noexcept {
  return std::exchange(loaded_[network], dn::Bytes(0));
}

void GroupLoader::cancel(std::size_t pending) noexcept {
  const GroupId id = pending_[pending];
  if (engine_.cancel(*at(id).transfer.ticket) == TransferState::kDone) return finish(pending);
  if (trace_ != nullptr) trace_->cancelled(owner(id));
  invalidate(id);
  forget(pending);
}

void GroupLoader::invalidate(GroupId id) noexcept {
  residency_.invalidate(at(id).chunks);
  if (trace_ != nullptr) trace_->chunks(owner(id), at(id).chunks, ChunkContent::kInvalid);
}

void GroupLoader::finish(std::size_t pending) noexcept {
  const GroupId id = pending_[pending];
  residency_.finish_load(owner(id), at(id).chunks);
  if (trace_ != nullptr) trace_->chunks(owner(id), at(id).chunks, ChunkContent::kValid);
  loaded_[id.network] += at(id).transfer.size;
  forget(pending);
}

void GroupLoader::settle() noexcept {
  for (std::size_t i = pending_.size(); i-- > 0;) {
    const TransferTicket& ticket = *at(pending_[i]).transfer.ticket;
    if (ticket.is_pending()) continue;
    if (ticket.state() != TransferState::kDone)
      dn::fatal("rtswap: a load that was given up has not been waited for");
    finish(i);
  }
}

void GroupLoader::forget(std::size_t pending) noexcept {
  at(pending_[pending]).loading = false;
  pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(pending));
}

}  // namespace rtswap
