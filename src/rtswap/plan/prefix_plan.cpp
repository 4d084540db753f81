// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/prefix_plan.h"

#include <algorithm>
#include <numeric>

#include "rtswap/plan/grouping.h"
#include "rtswap/plan/places.h"
#include "rtswap/plan/retain_limits.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kLargestGroup = dn::kMiB * 4;

using Networks = std::vector<NetworkPlan>;

std::uint64_t retained_chunks(const Networks& networks, Bytes chunk) {
  std::uint64_t total = 0;
  for (const NetworkPlan& network : networks) {
    for (const LayerGroup& group : network.groups)
      total += group.retained ? chunks_for(group.size, chunk) : 0;
  }
  return total;
}

// Networks by falling job rate; equal rates in their own order.
std::vector<std::size_t> by_rate(const MemoryNeeds& needs) {
  std::vector<std::size_t> order(needs.networks.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return needs.networks[a].jobs_per_second > needs.networks[b].jobs_per_second;
  });
  return order;
}

// Retains prefixes of the networks in that order, as far as `available` chunks go.
void retain_prefixes(Networks& networks, const MemoryNeeds& needs,
                     const std::vector<std::size_t>& order, Bytes chunk, std::uint64_t available) {
  std::uint64_t used = retained_chunks(networks, chunk);
  for (const std::size_t n : order) {
    const RetainLimits limits = retain_limits(needs.networks[n], chunk);
    if (limits.all) continue;
    std::uint64_t own = 0;
    for (LayerGroup& group : networks[n].groups) {
      const std::uint64_t size = chunks_for(group.size, chunk);
      if (used + size > available || own + size > limits.most) break;
      group.retained = true;
      used += size;
      own += size;
    }
  }
}

// Retains as much of `grouped` as `available` chunks allow beside a streaming area `ahead` groups
// deep; nothing when what must be there is too large. What is retained needs no streaming, so the
// area may shrink and leave room for more: repeated until it stays. It may also grow again, when a
// network takes that room from another one: then the step before was the best.
std::optional<Networks> try_retain(const Networks& grouped, const MemoryNeeds& needs, Bytes chunk,
                                   std::uint64_t available, std::size_t ahead) {
  const std::vector<std::size_t> order = by_rate(needs);
  std::uint64_t area = area_for(grouped, chunk, ahead);
  if (area + retained_chunks(grouped, chunk) > available) return std::nullopt;
  Networks best = grouped;
  while (true) {
    Networks networks = grouped;
    retain_prefixes(networks, needs, order, chunk, available - area);
    const std::uint64_t needed = area_for(networks, chunk, ahead);
    if (needed > area) return best;
    best = std::move(networks);
    if (needed == area) return best;
    area = needed;
  }
}

// The largest group size worth trying: an eighth of what is there for weights, so that a streaming
// area of two groups leaves most of it for retained ones.
Bytes first_target(std::uint64_t available, Bytes chunk) {
  const std::uint64_t eighth = std::min(available / 8, chunks_for(kLargestGroup, chunk));
  return std::clamp(chunk * eighth, chunk, std::max(kLargestGroup, chunk));
}

}  // namespace

std::vector<NetworkPlan> group_all(const MemoryNeeds& needs, Bytes target, Bytes chunk) {
  Networks networks;
  for (const NetworkNeeds& network : needs.networks) {
    const bool all = retain_limits(network, chunk).all;
    networks.push_back(group_by_size(network.step_weights, all ? kRetainedGroup : target, chunk));
    for (LayerGroup& group : networks.back().groups) group.retained = all;
  }
  return networks;
}

std::optional<SwapPlan> prefix_plan(const MemoryNeeds& needs, Bytes chunk,
                                    std::optional<Bytes> group, std::uint64_t available) {
  const Bytes first = group.value_or(first_target(available, chunk));
  for (const std::size_t ahead : {2, 1}) {
    for (Bytes target = first;; target = std::max(Bytes(target.value / 2), chunk)) {
      const Networks grouped = group_all(needs, target, chunk);
      // With everything retained, no area is needed: the largest one it could be is not there.
      Networks all = grouped;
      retain_prefixes(all, needs, by_rate(needs), chunk, available);
      std::optional<Networks> networks;
      if (area_for(all, chunk, 1) == 0) networks = std::move(all);
      if (!networks) networks = try_retain(grouped, needs, chunk, available, ahead);
      if (networks) {
        SwapPlan plan{chunk, 0, 0, std::move(*networks)};
        place_groups(plan, area_for(plan.networks, chunk, ahead));
        return plan;
      }
      if (target <= chunk || group) break;
    }
  }
  return std::nullopt;
}

}  // namespace rtswap
