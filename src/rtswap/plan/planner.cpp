// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "darknet/base/error.h"
#include "rtswap/plan/grouping.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kLargestGroup{4 * 1024 * 1024};

using Networks = std::vector<NetworkPlan>;

std::uint64_t chunks_of(const LayerGroup& group, Bytes chunk) {
  return chunks_for(group.size, chunk);
}

Networks group_all(const MemoryNeeds& needs, Bytes target, Bytes chunk) {
  Networks networks;
  for (const NetworkNeeds& network : needs.networks) {
    networks.push_back(group_by_size(network.step_weights, target, chunk));
  }
  return networks;
}

std::uint64_t total_chunks(const Networks& networks, Bytes chunk) {
  std::uint64_t total = 0;
  for (const NetworkPlan& network : networks) total += network.range.value / chunk.value;
  return total;
}

// Chunks of the streaming area: room for `ahead` consecutive streamed groups of any network.
std::uint64_t streaming_area(const Networks& networks, Bytes chunk, std::size_t ahead) {
  std::uint64_t largest = 0;
  for (const NetworkPlan& network : networks) {
    std::vector<std::uint64_t> sizes;
    for (const LayerGroup& group : network.groups) {
      if (!group.retained) sizes.push_back(chunks_of(group, chunk));
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const auto end =
          sizes.begin() + static_cast<std::ptrdiff_t>(std::min(i + ahead, sizes.size()));
      largest = std::max(largest, std::accumulate(sizes.begin() + static_cast<std::ptrdiff_t>(i),
                                                  end, std::uint64_t{0}));
    }
  }
  return largest;
}

void set_retained(Networks& networks, bool retained) {
  for (NetworkPlan& network : networks) {
    for (LayerGroup& group : network.groups) group.retained = retained;
  }
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

// Retains prefixes, as far as `available` chunks go.
void retain_prefixes(Networks& networks, const std::vector<std::size_t>& order, Bytes chunk,
                     std::uint64_t available) {
  set_retained(networks, false);
  std::uint64_t used = 0;
  for (const std::size_t n : order) {
    for (LayerGroup& group : networks[n].groups) {
      const std::uint64_t size = chunks_of(group, chunk);
      if (used + size > available) break;
      group.retained = true;
      used += size;
    }
  }
}

// Retains as much as `available` chunks allow beside a streaming area `ahead` groups deep; false
// when the area alone is too large. What is retained needs no streaming, so the area may shrink and
// leave room for more: repeated until it stays. It may also grow again, when a network takes that
// room from another one: then the step before was the best.
bool try_retain(Networks& networks, const std::vector<std::size_t>& order, Bytes chunk,
                std::uint64_t available, std::size_t ahead) {
  set_retained(networks, false);
  std::uint64_t area = streaming_area(networks, chunk, ahead);
  if (area > available) return false;
  while (true) {
    const Networks before = networks;
    retain_prefixes(networks, order, chunk, available - area);
    const std::uint64_t needed = streaming_area(networks, chunk, ahead);
    if (needed > area) networks = before;
    if (needed >= area) return true;
    area = needed;
  }
}

// Gives every retained group chunks of its own, and the streamed groups of each network consecutive
// places in the area, round and round: neighbours never share a chunk where the area has room for
// both.
void place_groups(SwapPlan& plan, std::size_t ahead) {
  std::uint32_t next = 0;
  for (NetworkPlan& network : plan.networks) {
    for (LayerGroup& group : network.groups) {
      if (!group.retained) continue;
      for (std::uint64_t i = chunks_of(group, plan.chunk); i > 0; --i)
        group.chunks.push_back(next++);
    }
  }
  plan.retained_chunks = next;
  plan.streaming_chunks =
      static_cast<std::uint32_t>(streaming_area(plan.networks, plan.chunk, ahead));
  for (NetworkPlan& network : plan.networks) {
    std::uint32_t cursor = 0;
    for (LayerGroup& group : network.groups) {
      if (group.retained) continue;
      for (std::uint64_t i = chunks_of(group, plan.chunk); i > 0; --i) {
        group.chunks.push_back(plan.retained_chunks + cursor);
        cursor = (cursor + 1) % plan.streaming_chunks;
      }
    }
  }
}

SwapPlan finished(Networks networks, Bytes chunk, std::size_t ahead) {
  SwapPlan plan{chunk, 0, 0, std::move(networks)};
  place_groups(plan, ahead);
  return plan;
}

Bytes fixed_bytes(const MemoryNeeds& needs) { return needs.arena + needs.workspace + needs.io; }

// The largest group size worth trying: an eighth of what is there for weights, so that a streaming
// area of two groups leaves most of it for retained ones.
Bytes first_target(const PlannerOptions& options, std::uint64_t available) {
  if (options.group) return *options.group;
  return std::clamp(options.chunk * (available / 8), options.chunk,
                    std::max(kLargestGroup, options.chunk));
}

}  // namespace

SwapPlan make_plan(const MemoryNeeds& needs, const PlannerOptions& options) {
  const Bytes chunk = options.chunk;
  if (!options.memory_limit) {
    return finished(group_all(needs, options.group.value_or(kLargestGroup), chunk), chunk, 2);
  }
  const Bytes fixed = fixed_bytes(needs);
  const std::uint64_t available =
      *options.memory_limit < fixed ? 0 : (*options.memory_limit - fixed).value / chunk.value;
  const std::vector<std::size_t> order = by_rate(needs);
  const Bytes first = first_target(options, available);
  for (const std::size_t ahead : {2, 1}) {
    for (Bytes target = first;; target = std::max(Bytes(target.value / 2), chunk)) {
      Networks networks = group_all(needs, target, chunk);
      if (total_chunks(networks, chunk) <= available)
        return finished(std::move(networks), chunk, ahead);
      if (try_retain(networks, order, chunk, available, ahead))
        return finished(std::move(networks), chunk, ahead);
      if (target <= chunk || options.group) break;
    }
  }
  throw dn::bad_input(fmt::format(
      "memory_limit {} is too small: the smallest that works is {} bytes ({}: activations {}, "
      "workspace {}, inputs and outputs {}, the rest for the largest layer's weights)",
      human(*options.memory_limit), smallest_limit(needs, options).value,
      human(smallest_limit(needs, options)), human(needs.arena), human(needs.workspace),
      human(needs.io)));
}

Bytes smallest_limit(const MemoryNeeds& needs, const PlannerOptions& options) {
  Networks networks = group_all(needs, options.group.value_or(options.chunk), options.chunk);
  set_retained(networks, false);
  return fixed_bytes(needs) + options.chunk * streaming_area(networks, options.chunk, 1);
}

}  // namespace rtswap
