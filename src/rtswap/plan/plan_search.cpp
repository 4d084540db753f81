// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/plan_search.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "rtswap/model/profile.h"
#include "rtswap/plan/allocation.h"
#include "rtswap/plan/curve.h"
#include "rtswap/plan/grouping.h"
#include "rtswap/plan/optimal_grouping.h"
#include "rtswap/plan/places.h"
#include "rtswap/plan/retain_limits.h"

namespace rtswap {
namespace {

using dn::Bytes;

// No group of the optimal grouping is larger: a load of one piece, which is what the link's fit is
// about.
constexpr Bytes kLargestOptimal = dn::kMiB * 8;
// Areas are this many groups deep.
constexpr std::size_t kLeastAhead = 1, kMostAhead = 4;
// Choices of a network that are kept when its cuts are put together.
constexpr std::size_t kMostOffers = 48;
// What all networks together may try when the rest of the memory is spent.
constexpr int kMostTries = 40'000;

std::uint64_t total_chunks(const NetworkPlan& plan, Bytes chunk) {
  return plan.range.value / chunk.value;
}

bool same_groups(const NetworkPlan& a, const NetworkPlan& b) {
  return std::ranges::equal(a.groups, b.groups, {}, &LayerGroup::first_step,
                            &LayerGroup::first_step);
}

// Group sizes to try. Small memories get a size of their own: a larger one leaves no room.
std::vector<Bytes> group_sizes(std::optional<Bytes> group, Bytes chunk, std::uint64_t available) {
  if (group) return {*group};
  std::vector<Bytes> sizes;
  const Bytes eighth = chunk * std::max<std::uint64_t>(available / 8, 1);
  if (eighth < kProfiledGroups.front()) sizes.push_back(eighth);
  for (const Bytes size : kProfiledGroups) {
    if (size.value / 2 <= eighth.value) sizes.push_back(std::max(size, chunk));
  }
  return sizes;
}

}  // namespace

PlanSearch::PlanSearch(const MemoryNeeds& needs, const PlanCosts& costs,
                       const PlannerOptions& options, std::uint64_t available)
    : needs_(needs),
      costs_(costs),
      chunk_(options.chunk),
      available_(available),
      cuts_(needs.networks.size()) {
  add_cuts(options);
}

std::optional<SwapPlan> PlanSearch::best() {
  std::optional<Candidate> best;
  for (const std::uint64_t area : areas()) {
    std::optional<Candidate> found = candidate(area);
    if (found && (!best || found->score.is_better_than(best->score))) best = std::move(found);
  }
  if (!best) return std::nullopt;
  spend_rest(*best);
  return finished(*best);
}

bool PlanSearch::finds_schedulable() {
  if (!costs_.judge(shortest_times(), false).schedulable) return false;
  std::optional<Candidate> best;
  for (const std::uint64_t area : areas()) {
    std::optional<Candidate> found = candidate(area);
    if (!found) continue;
    // What best() does with it yet makes no job longer.
    if (found->score.schedulable) return true;
    if (!best || found->score.is_better_than(best->score)) best = std::move(found);
  }
  if (!best) return false;
  spend_rest(*best);
  return score_of(finished(*best), costs_).schedulable;
}

// By network: no job takes less in any plan that is tried.
std::vector<Nanos> PlanSearch::shortest_times() const {
  std::vector<Nanos> times;
  for (const std::vector<Cut>& cuts : cuts_) {
    Nanos shortest = Nanos::max();
    for (const Cut& cut : cuts) {
      Nanos computing{0};
      for (const GroupCost& group : cut.groups) computing += group.exec;
      shortest = std::min(shortest, computing);
    }
    times.push_back(shortest);
  }
  return times;
}

void PlanSearch::add_cuts(const PlannerOptions& options) {
  const LinkSpec link = affine_link(*costs_.link);
  const Bytes largest =
      std::min(kLargestOptimal, chunk_ * std::max<std::uint64_t>(available_ / 4, 1));
  for (std::size_t n = 0; n < cuts_.size(); ++n) {
    const std::vector<Bytes>& weights = needs_.networks[n].step_weights;
    for (const Bytes size : group_sizes(options.group, chunk_, available_))
      cuts_[n].push_back(timed(n, group_by_size(weights, size, chunk_)));
    if (options.group) continue;
    const GroupingProblem problem{weights, costs_.networks[n], link, largest, chunk_};
    const std::vector<int> optimal =
        costs_.memo != nullptr ? costs_.memo->first_steps(problem) : optimal_first_steps(problem);
    cuts_[n].push_back(timed(n, lay_out(weights, optimal, chunk_)));
    if (!options.whole_networks) continue;
    const int whole[] = {0};
    cuts_[n].push_back(timed(n, lay_out(weights, whole, chunk_)));
  }
}

PlanSearch::Cut PlanSearch::timed(std::size_t network, NetworkPlan plan) const {
  Cut cut{std::move(plan), {}};
  const bool all = retain_limits(needs_.networks[network], chunk_).all;
  for (LayerGroup& group : cut.plan.groups) {
    group.retained = all;
    cut.groups.push_back({costs_.networks[network].exec(group.first_step, group.last_step).bound,
                          costs_.link->load(group.size).bound, costs_.streaming,
                          chunks_for(group.size, chunk_)});
  }
  return cut;
}

// None, where everything fits, and for each way to cut some groups of the largest size. An area for
// whole networks would retain next to nothing.
std::vector<std::uint64_t> PlanSearch::areas() const {
  std::vector<std::uint64_t> areas = {0};
  for (std::size_t c = 0; c < cuts_.front().size(); ++c) {
    const bool is_whole = std::ranges::all_of(
        cuts_, [c](const std::vector<Cut>& cuts) { return cuts[c].groups.size() == 1; });
    if (is_whole && areas.size() > 1) continue;
    std::vector<NetworkPlan> networks;
    for (const std::vector<Cut>& cuts : cuts_) networks.push_back(cuts[c].plan);
    for (std::size_t ahead = kLeastAhead; ahead <= kMostAhead; ++ahead) {
      const std::uint64_t area = area_for(networks, chunk_, ahead);
      if (area <= available_) areas.push_back(area);
    }
  }
  std::ranges::sort(areas);
  areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
  return areas;
}

std::optional<PlanSearch::Candidate> PlanSearch::candidate(std::uint64_t area) const {
  AllocationProblem problem{{}, {}, available_ - area};
  std::vector<std::vector<Offer>> all;
  for (std::size_t n = 0; n < cuts_.size(); ++n) {
    all.push_back(offers(n, area));
    if (all.back().empty()) return std::nullopt;
    std::vector<Choice>& curve = problem.curves.emplace_back();
    for (const Offer& offer : all.back())
      curve.push_back({offer.retention.chunks, offer.retention.makespan, streams(n, offer)});
    problem.rates.push_back(needs_.networks[n].jobs_per_second);
  }
  Candidate candidate{area, {}, {}};
  const auto picks = allocate(problem, costs_.judge);
  if (!picks) return std::nullopt;
  std::vector<Nanos> times;
  bool any_streams = false;
  for (std::size_t n = 0; n < all.size(); ++n) {
    const Offer& offer = candidate.offers.emplace_back(std::move(all[n][(*picks)[n]]));
    times.push_back(offer.retention.makespan);
    any_streams = any_streams || streams(n, offer);
  }
  candidate.score = costs_.judge(times, any_streams);
  return candidate;
}

bool PlanSearch::streams(std::size_t network, const Offer& offer) const {
  return offer.retention.chunks < total_chunks(cuts_[network][offer.cut].plan, chunk_);
}

std::vector<PlanSearch::Offer> PlanSearch::offers(std::size_t network, std::uint64_t area) const {
  std::vector<Offer> offers;
  const std::vector<Cut>& cuts = cuts_[network];
  for (std::size_t c = 0; c < cuts.size(); ++c) {
    const bool is_known =
        std::any_of(cuts.begin(), cuts.begin() + static_cast<std::ptrdiff_t>(c),
                    [&](const Cut& cut) { return same_groups(cut.plan, cuts[c].plan); });
    if (is_known) continue;
    for (Retention& retention : retentions(network, cuts[c], area))
      offers.push_back({c, std::move(retention)});
  }
  return reduced_curve(
      std::move(offers), kMostOffers, [](const Offer& offer) { return offer.retention.chunks; },
      [](const Offer& offer) { return offer.retention.makespan; });
}

std::vector<Retention> PlanSearch::retentions(std::size_t network, const Cut& cut,
                                              std::uint64_t area) const {
  const RetainLimits limits = retain_limits(needs_.networks[network], chunk_);
  const std::uint64_t most = std::min(limits.most, available_ - area);
  RetentionProblem problem{cut.groups, limits.all ? 0 : area, Nanos(0)};
  const std::uint64_t within = limits.all ? available_ - area : most;
  std::vector<Retention> curve = costs_.memo != nullptr
                                     ? curve_within(*costs_.memo->choices(problem), within)
                                     : retention_curve(problem, within);
  for (Retention& retention : curve) {
    const bool streams = retention.chunks < total_chunks(cut.plan, chunk_);
    if (streams) retention.makespan += window(area);
  }
  return curve;
}

// What may be on the link when a job begins.
Nanos PlanSearch::window(std::uint64_t area) const {
  return area == 0 ? Nanos(0) : costs_.link->window(chunk_ * area).bound;
}

// Chunks that no choice has a use for keep more groups all the same: every load that is not needed
// leaves the link to others. Exchanges groups on the way.
void PlanSearch::spend_rest(Candidate& candidate) const {
  std::uint64_t left = available_ - candidate.area;
  for (const Offer& offer : candidate.offers) left -= offer.retention.chunks;
  std::vector<std::size_t> order(cuts_.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t n) { return needs_.networks[n].jobs_per_second; });
  const int tries = kMostTries / static_cast<int>(order.size());
  for (const std::size_t n : order) {
    Offer& offer = candidate.offers[n];
    const RetainLimits limits = retain_limits(needs_.networks[n], chunk_);
    if (limits.all) continue;
    const Cut& cut = cuts_[n][offer.cut];
    const RetentionProblem problem{cut.groups, candidate.area, Nanos(0)};
    const Nanos before = retained_makespan(problem, offer.retention.retained);
    auto more =
        best_retention(problem, std::min(limits.most, offer.retention.chunks + left), tries);
    if (!more || more->makespan > before) continue;
    left = left + offer.retention.chunks - more->chunks;
    offer.retention = std::move(*more);
  }
}

SwapPlan PlanSearch::finished(const Candidate& candidate) const {
  SwapPlan plan{chunk_, 0, 0, {}};
  std::uint64_t retained = 0, streamed = 0;
  for (std::size_t n = 0; n < cuts_.size(); ++n) {
    const Offer& offer = candidate.offers[n];
    NetworkPlan& network = plan.networks.emplace_back(cuts_[n][offer.cut].plan);
    for (std::size_t k = 0; k < network.groups.size(); ++k)
      network.groups[k].retained = offer.retention.retained[k];
    retained += offer.retention.chunks;
    streamed += total_chunks(network, chunk_) - offer.retention.chunks;
  }
  // A larger area is never worse, until all places lie side by side.
  place_groups(plan, std::min(available_ - retained, streamed));
  return plan;
}

}  // namespace rtswap
