// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/tiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/model/file_ring.h"

namespace rtswap {
namespace {

using dn::Bytes;

// By what they stream per second; where that is equal, the first first.
std::vector<std::size_t> busiest_first(const SwapPlan& plan, const MemoryNeeds& needs) {
  std::vector<std::size_t> order(plan.networks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rate = [&](std::size_t n) {
    return static_cast<double>(plan.networks[n].swap_volume().value) *
           needs.networks[n].jobs_per_second;
  };
  std::ranges::stable_sort(order, std::ranges::greater{}, rate);
  return order;
}

[[noreturn]] void refuse(const SwapPlan& plan, const MemoryNeeds& needs, Bytes limit, Bytes ring) {
  Bytes smallest = ring, all;
  std::string names;
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    all += plan.networks[n].range;
    if (needs.networks[n].has_pack_file) continue;
    smallest += plan.networks[n].range;
    if (names.find(needs.networks[n].name) != std::string::npos) continue;
    names += (names.empty() ? "" : ", ") + needs.networks[n].name;
  }
  smallest = std::min(smallest, all);
  throw dn::bad_input(fmt::format(
      "host_memory_limit {} is too small: the smallest that works is {} bytes ({}){}", human(limit),
      smallest.value, human(smallest),
      names.empty() ? ", the file ring"
                    : "; these have no pack file to be read from, because their weights are "
                      "random:SEED or pack_cache is off: " +
                          names));
}

}  // namespace

void choose_tiers(SwapPlan& plan, const MemoryNeeds& needs, std::optional<Bytes> limit) {
  for (NetworkPlan& network : plan.networks) network.tier = Tier::kHostMemory;
  if (!limit || images_in_memory(plan) <= *limit) return;
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    if (needs.networks[n].has_pack_file) plan.networks[n].tier = Tier::kFile;
  }
  const Bytes ring = file_ring(plan).size();
  Bytes used = ring + images_in_memory(plan);
  if (used > *limit) refuse(plan, needs, *limit, ring);
  for (const std::size_t n : busiest_first(plan, needs)) {
    NetworkPlan& network = plan.networks[n];
    if (network.tier == Tier::kHostMemory || network.range > *limit - used) continue;
    network.tier = Tier::kHostMemory;
    used += network.range;
  }
}

}  // namespace rtswap
