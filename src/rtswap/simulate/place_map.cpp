// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/place_map.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"

namespace rtswap {

PlaceMap::PlaceMap(const SwapPlan& plan) : chunk_count_(plan.chunk_count()) {
  for (std::uint32_t network = 0; network < plan.networks.size(); ++network)
    add(plan.networks[network], network);
  for (const std::vector<int>& last_user : last_user_) {
    for (const Entry& entry : groups_) {
      int& last = last_reader_.emplace_back(-1);
      for (const std::uint32_t chunk : entry.plan->chunks) last = std::max(last, last_user[chunk]);
    }
  }
  last_user_.clear();
}

void PlaceMap::add(const NetworkPlan& plan, std::uint32_t network) {
  std::vector<int>& last_user = last_user_.emplace_back(chunk_count_, -1);
  for (int group = 0; group < static_cast<int>(plan.groups.size()); ++group) {
    const LayerGroup& planned = plan.groups[static_cast<std::size_t>(group)];
    int before = -1;
    for (const std::uint32_t chunk : planned.chunks) {
      if (chunk >= chunk_count_) {
        throw dn::bad_input(
            fmt::format("a plan of {} chunks gives chunk {} to a group", chunk_count_, chunk));
      }
      before = std::max(before, last_user[chunk]);
      last_user[chunk] = group;
    }
    groups_.push_back({{network, group}, &planned, before});
  }
  first_.push_back(static_cast<int>(groups_.size()));
}

}  // namespace rtswap
