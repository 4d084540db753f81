// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rtswap/model/swap_plan.h"
#include "rtswap/plan/plan_costs.h"
#include "rtswap/plan/planner.h"
#include "rtswap/plan/retention.h"

namespace rtswap {

// Looks for a good plan by measured costs (plan/README.md). For streaming areas of several sizes,
// each network has the choices that its ways to be grouped and its retained sets offer, and
// allocate() picks one of each; the judge decides between areas. Refers to what it is given.
class PlanSearch {
 public:
  // `available`: chunks for weights. Without a wanted group size, those that profiles measure are
  // tried, the optimal grouping, and the whole network.
  PlanSearch(const MemoryNeeds& needs, const PlanCosts& costs, const PlannerOptions& options,
             std::uint64_t available);

  // Empty when no grouping fits that was tried.
  std::optional<SwapPlan> best();
  // Whether the judge calls best() schedulable: known without it as soon as one area's choice is,
  // and when not even retaining everything would be.
  bool finds_schedulable();

 private:
  // One way to group a network.
  struct Cut {
    NetworkPlan plan;  // nothing retained, unless the network has to stay
    std::vector<GroupCost> groups;
  };
  // A choice of a network: a cut, and what is retained of it.
  struct Offer {
    std::size_t cut;
    Retention retention;
  };
  struct Candidate {
    std::uint64_t area = 0;
    std::vector<Offer> offers;  // by network
    PlanScore score;
  };

  void add_cuts(const PlannerOptions& options);
  Cut timed(std::size_t network, NetworkPlan plan) const;
  std::vector<std::uint64_t> areas() const;
  std::optional<Candidate> candidate(std::uint64_t area) const;
  std::vector<Offer> offers(std::size_t network, std::uint64_t area) const;
  bool streams(std::size_t network, const Offer& offer) const;
  std::vector<Retention> retentions(std::size_t network, const Cut& cut, std::uint64_t area) const;
  void spend_rest(Candidate& candidate) const;
  SwapPlan finished(const Candidate& candidate) const;
  Nanos window(std::uint64_t area) const;
  std::vector<Nanos> shortest_times() const;

  const MemoryNeeds& needs_;
  const PlanCosts& costs_;
  dn::Bytes chunk_;
  std::uint64_t available_;
  std::vector<std::vector<Cut>> cuts_;  // by network; as many for each, though some may be equal
};

}  // namespace rtswap
