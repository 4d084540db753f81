// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rtswap/model/swap_plan.h"
#include "rtswap/plan/plan_costs.h"

namespace rtswap {

struct PlannerOptions {
  std::optional<dn::Bytes> memory_limit;  // absent: everything is retained
  dn::Bytes chunk{256 * 1024};
  std::optional<dn::Bytes> group;                // wanted group size; absent: the planner's choice
  std::optional<dn::Bytes> host_memory_limit{};  // of packed images (plan/tiers.h)
  // A network that is retained as a whole may be one group, which runs fastest. Not where somebody
  // wants to stop a job between two groups.
  bool whole_networks = true;
};

// Plans one task set. Retains a prefix of every network as far as the limit allows, the networks
// with the most jobs per second first (a retained byte saves one byte of swapping per job), and
// streams the rest through a shared area large enough to load one group while the one before it
// computes, or, where that does not fit, just the largest group.
//
// Throws dn::Error (kBadInput) when even that is too much, or too much for the host; it names the
// smallest limit that works.
SwapPlan make_plan(const MemoryNeeds& needs, const PlannerOptions& options);

// The same, chosen by what was measured: how networks are grouped, which groups are retained
// (not only prefixes) and how memory is divided, so that the judge finds nothing better among what
// is tried. Never worse, by the judge, than the plan without costs.
SwapPlan make_plan(const MemoryNeeds& needs, const PlannerOptions& options, const PlanCosts& costs);

// Whether the judge calls that plan schedulable; false where the limit is too small for any. Often
// known long before the plan.
bool has_schedulable_plan(const MemoryNeeds& needs, const PlannerOptions& options,
                          const PlanCosts& costs);

// The smallest memory_limit that make_plan() accepts for these needs.
dn::Bytes smallest_limit(const MemoryNeeds& needs, const PlannerOptions& options);

}  // namespace rtswap
