// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/places.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace rtswap {
namespace {

std::uint64_t chunks_of(const LayerGroup& group, dn::Bytes chunk) {
  return chunks_for(group.size, chunk);
}

}  // namespace

std::uint64_t area_for(std::span<const NetworkPlan> networks, dn::Bytes chunk, std::size_t ahead) {
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

void place_groups(SwapPlan& plan, std::uint64_t area) {
  std::uint32_t next = 0;
  for (NetworkPlan& network : plan.networks) {
    for (LayerGroup& group : network.groups) {
      if (!group.retained) continue;
      for (std::uint64_t i = chunks_of(group, plan.chunk); i > 0; --i)
        group.chunks.push_back(next++);
    }
  }
  plan.retained_chunks = next;
  plan.streaming_chunks = static_cast<std::uint32_t>(area);
  std::uint32_t cursor = 0;
  for (NetworkPlan& network : plan.networks) {
    for (LayerGroup& group : network.groups) {
      if (group.retained) continue;
      for (std::uint64_t i = chunks_of(group, plan.chunk); i > 0; --i) {
        group.chunks.push_back(plan.retained_chunks + cursor);
        cursor = (cursor + 1) % plan.streaming_chunks;
      }
    }
  }
}

}  // namespace rtswap
