// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/stored_plan_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "darknet/base/error.h"
#include "rtswap/plan/grouping.h"
#include "rtswap/plan/retain_limits.h"
#include "rtswap/plan/tiers.h"

namespace rtswap {
namespace {

using dn::Bytes;

[[noreturn]] void refuse(const std::string& what) {
  throw dn::bad_input("the plan does not fit the tasks: " + what + "; make it anew");
}

Bytes sum_of(const std::vector<Bytes>& weights) {
  Bytes sum;
  for (const Bytes step : weights) sum += step;
  return sum;
}

void check_network(const StoredNetwork& stored, const NetworkNeeds& needs) {
  if (stored.name != needs.name)
    refuse(fmt::format("it has {} where they have {}", stored.name, needs.name));
  if (stored.step_weights == needs.step_weights) return;
  refuse(fmt::format("{} had {} steps with {} bytes of weights, and has {} with {}", needs.name,
                     stored.step_weights.size(), sum_of(stored.step_weights).value,
                     needs.step_weights.size(), sum_of(needs.step_weights).value));
}

void check_levels(const StoredPlan& stored, const MemoryNeeds& needs,
                  std::span<const PreemptionLevels> levels) {
  if (stored.levels.size() != needs.task_arenas.size())
    refuse(fmt::format("it is for {} tasks, they are {}", stored.levels.size(),
                       needs.task_arenas.size()));
  const bool is_known = std::ranges::find(levels, stored.levels) != levels.end();
  if (!is_known)
    refuse("who may preempt whom is not what policy, deadlines and preemption ask for");
}

void check_memory(const StoredPlan& stored, const MemoryNeeds& needs,
                  const PlannerOptions& options) {
  const std::uint64_t chunks = std::uint64_t{stored.retained_chunks} + stored.streaming_chunks;
  const Bytes arena = arena_bytes(stored.levels, needs.task_arenas);
  const Bytes used = arena + needs.workspace + needs.io + stored.chunk * chunks;
  if (options.memory_limit && used > *options.memory_limit) {
    refuse(fmt::format("it needs {} bytes, memory_limit is {}", used.value,
                       options.memory_limit->value));
  }
  if (stored.chunk != options.chunk) {
    refuse(fmt::format("its chunks have {} bytes, they want {}", stored.chunk.value,
                       options.chunk.value));
  }
}

void check_retained(const NetworkPlan& plan, const NetworkNeeds& needs, Bytes chunk) {
  const RetainLimits limits = retain_limits(needs, chunk);
  std::uint64_t retained = 0;
  for (const LayerGroup& group : plan.groups) {
    if (limits.all && !group.retained)
      refuse(fmt::format("{} is to be retained, and is not", needs.name));
    retained += group.retained ? group.chunks.size() : 0;
  }
  if (!limits.all && retained > limits.most)
    refuse(
        fmt::format("{} retains {} bytes, more than it may", needs.name, (chunk * retained).value));
}

// Chunks of retained groups belong to nobody else; no group uses one twice.
void check_places(const SwapPlan& plan, const StoredPlan& stored) {
  std::set<std::uint32_t> retained;
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    for (const LayerGroup& group : plan.networks[n].groups) {
      const std::set<std::uint32_t> own(group.chunks.begin(), group.chunks.end());
      bool is_right =
          own.size() == group.chunks.size() && own.size() == chunks_for(group.size, plan.chunk);
      if (group.retained) {
        for (const std::uint32_t chunk : own) is_right = retained.insert(chunk).second && is_right;
      }
      if (is_right) continue;
      refuse(fmt::format("{}, the group of step {}: {} bytes cannot be in the chunks it names",
                         stored.networks[n].name, group.first_step, group.size.value));
    }
  }
}

NetworkPlan laid_out(const StoredNetwork& stored, Bytes chunk) {
  std::vector<int> first_steps;
  for (const StoredGroup& group : stored.groups) first_steps.push_back(group.first_step);
  NetworkPlan plan = lay_out(stored.step_weights, first_steps, chunk);
  for (std::size_t g = 0; g < stored.groups.size(); ++g) {
    plan.groups[g].retained = stored.groups[g].retained;
    plan.groups[g].chunks = stored.groups[g].chunks;
  }
  return plan;
}

}  // namespace

StoredPlan stored_plan(const SwapPlan& plan, const MemoryNeeds& needs) {
  StoredPlan stored{plan.chunk, plan.retained_chunks, plan.streaming_chunks, {}, plan.levels};
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    StoredNetwork& network = stored.networks.emplace_back();
    network.name = needs.networks[n].name;
    network.step_weights = needs.networks[n].step_weights;
    for (const LayerGroup& group : plan.networks[n].groups)
      network.groups.push_back({group.first_step, group.retained, group.chunks});
  }
  return stored;
}

SwapPlan fit_plan(const StoredPlan& stored, const MemoryNeeds& needs, const PlannerOptions& options,
                  std::span<const PreemptionLevels> levels) {
  if (stored.networks.size() != needs.networks.size()) {
    refuse(fmt::format("it has {} networks, they have {}", stored.networks.size(),
                       needs.networks.size()));
  }
  for (std::size_t n = 0; n < stored.networks.size(); ++n)
    check_network(stored.networks[n], needs.networks[n]);
  check_levels(stored, needs, levels);
  check_memory(stored, needs, options);
  SwapPlan plan{stored.chunk, stored.retained_chunks, stored.streaming_chunks, {}, stored.levels};
  for (std::size_t n = 0; n < stored.networks.size(); ++n) {
    plan.networks.push_back(laid_out(stored.networks[n], stored.chunk));
    check_retained(plan.networks.back(), needs.networks[n], stored.chunk);
  }
  check_places(plan, stored);
  choose_tiers(plan, needs, options.host_memory_limit);
  return plan;
}

}  // namespace rtswap
