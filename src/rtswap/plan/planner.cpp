// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/planner.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "rtswap/plan/places.h"
#include "rtswap/plan/plan_search.h"
#include "rtswap/plan/prefix_plan.h"
#include "rtswap/plan/tiers.h"

namespace rtswap {
namespace {

using dn::Bytes;

Bytes fixed_bytes(const MemoryNeeds& needs) { return needs.arena + needs.workspace + needs.io; }

// Chunks for weights. Without a limit: more than there can be use for.
std::uint64_t available_chunks(const MemoryNeeds& needs, const PlannerOptions& options) {
  if (options.memory_limit) {
    const Bytes fixed = fixed_bytes(needs);
    return *options.memory_limit < fixed
               ? 0
               : (*options.memory_limit - fixed).value / options.chunk.value;
  }
  std::uint64_t most = 8;
  for (const NetworkNeeds& network : needs.networks) {
    for (const Bytes weights : network.step_weights)
      most += 2 * (chunks_for(weights, options.chunk) + 1);
  }
  return std::max(most, 8 * chunks_for(kRetainedGroup, options.chunk));
}

[[noreturn]] void refuse(const MemoryNeeds& needs, const PlannerOptions& options) {
  const Bytes smallest = smallest_limit(needs, options);
  const bool some_stay = std::ranges::any_of(needs.networks, [](const NetworkNeeds& network) {
    return network.retain == RetainRule::kAll;
  });
  throw dn::bad_input(fmt::format(
      "memory_limit {} is too small: the smallest that works is {} bytes ({}: activations {}, "
      "workspace {}, inputs and outputs {}, the rest for {}the largest layer's weights)",
      human(options.memory_limit.value_or(Bytes(0))), smallest.value, human(smallest),
      human(needs.arena), human(needs.workspace), human(needs.io),
      some_stay ? "networks with retain: all and " : ""));
}

}  // namespace

SwapPlan make_plan(const MemoryNeeds& needs, const PlannerOptions& options) {
  std::optional<SwapPlan> plan =
      prefix_plan(needs, options.chunk, options.group, available_chunks(needs, options));
  if (!plan) refuse(needs, options);
  choose_tiers(*plan, needs, options.host_memory_limit);
  return std::move(*plan);
}

SwapPlan make_plan(const MemoryNeeds& needs, const PlannerOptions& options,
                   const PlanCosts& costs) {
  SwapPlan plain = make_plan(needs, options);
  PlanSearch search(needs, costs, options, available_chunks(needs, options));
  std::optional<SwapPlan> found = search.best();
  if (!found) return plain;
  choose_tiers(*found, needs, options.host_memory_limit);
  const PlanScore plain_score = score_of(plain, costs);
  const PlanScore found_score = score_of(*found, costs);
  return plain_score.is_better_than(found_score) ? std::move(plain) : std::move(*found);
}

bool has_schedulable_plan(const MemoryNeeds& needs, const PlannerOptions& options,
                          const PlanCosts& costs) {
  const std::uint64_t available = available_chunks(needs, options);
  const std::optional<SwapPlan> plain = prefix_plan(needs, options.chunk, options.group, available);
  if (!plain) return false;
  if (score_of(*plain, costs).schedulable) return true;
  return PlanSearch(needs, costs, options, available).finds_schedulable();
}

Bytes smallest_limit(const MemoryNeeds& needs, const PlannerOptions& options) {
  const Bytes chunk = options.chunk;
  const std::vector<NetworkPlan> networks = group_all(needs, options.group.value_or(chunk), chunk);
  std::uint64_t chunks = area_for(networks, chunk, 1);
  for (const NetworkPlan& network : networks) {
    for (const LayerGroup& group : network.groups)
      chunks += group.retained ? chunks_for(group.size, chunk) : 0;
  }
  return fixed_bytes(needs) + chunk * chunks;
}

}  // namespace rtswap
