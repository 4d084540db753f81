// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/allocation.h"

#include <algorithm>
#include <limits>

namespace rtswap {
namespace {

using Picks = std::vector<std::size_t>;  // of a choice, by network

// Limits on the longest job that are tried.
constexpr std::size_t kLimits = 8;
constexpr int kMostJudged = 80;

std::uint64_t used_chunks(const AllocationProblem& problem, const Picks& picks) {
  std::uint64_t used = 0;
  for (std::size_t n = 0; n < picks.size(); ++n) used += problem.curves[n][picks[n]].chunks;
  return used;
}

// The choices with the least utilization among those whose makespan is at most `longest`.
class Knapsack {
 public:
  explicit Knapsack(const AllocationProblem& problem)
      : problem_(problem),
        unit_((problem.budget + kExactBudget) / (kExactBudget + 1)),
        units_(unit_ == 0 ? 0 : problem.budget / unit_) {
    unit_ = std::max<std::uint64_t>(unit_, 1);
  }

  std::optional<Picks> solve(Nanos longest) {
    // least[u]: the least utilization of the networks so far within u units.
    std::vector<double> least(units_ + 1, 0);
    picked_.assign(problem_.curves.size(), std::vector<std::uint16_t>(units_ + 1, 0));
    for (std::size_t n = 0; n < problem_.curves.size(); ++n) least = with(n, least, longest);
    if (least[units_] == kImpossible) return std::nullopt;
    Picks picks(problem_.curves.size());
    std::uint64_t left = units_;
    for (std::size_t n = picks.size(); n-- > 0;) {
      picks[n] = picked_[n][left];
      left -= in_units(problem_.curves[n][picks[n]]);
    }
    spend_rest(picks);
    return picks;
  }

 private:
  static constexpr double kImpossible = std::numeric_limits<double>::infinity();

  std::uint64_t in_units(const Choice& choice) const { return (choice.chunks + unit_ - 1) / unit_; }

  std::vector<double> with(std::size_t n, const std::vector<double>& before, Nanos longest) {
    std::vector<double> after(before.size(), kImpossible);
    const std::vector<Choice>& curve = problem_.curves[n];
    for (std::size_t c = 0; c < curve.size(); ++c) {
      if (curve[c].makespan > longest) continue;
      const double own = problem_.rates[n] * static_cast<double>(curve[c].makespan.count());
      const std::uint64_t units = in_units(curve[c]);
      for (std::uint64_t u = units; u < after.size(); ++u) {
        if (before[u - units] + own >= after[u]) continue;
        after[u] = before[u - units] + own;
        picked_[n][u] = static_cast<std::uint16_t>(c);
      }
    }
    return after;
  }

  // What counting in units left over.
  void spend_rest(Picks& picks) const {
    std::uint64_t left = problem_.budget - used_chunks(problem_, picks);
    for (std::size_t n = 0; n < picks.size(); ++n) {
      const std::vector<Choice>& curve = problem_.curves[n];
      const std::uint64_t own = curve[picks[n]].chunks;
      while (picks[n] + 1 < curve.size() && curve[picks[n] + 1].chunks - own <= left) ++picks[n];
      left -= curve[picks[n]].chunks - own;
    }
  }

  const AllocationProblem& problem_;
  std::uint64_t unit_;  // chunks
  std::uint64_t units_;
  std::vector<std::vector<std::uint16_t>> picked_;  // [network][units]
};

// Picks with their score, kept only when better.
class Best {
 public:
  Best(const AllocationProblem& problem, const Judge& judge) : problem_(problem), judge_(judge) {}

  bool offer(const Picks& picks) {
    std::vector<Nanos> makespans;
    bool streams = false;
    for (std::size_t n = 0; n < picks.size(); ++n) {
      const Choice& choice = problem_.curves[n][picks[n]];
      makespans.push_back(choice.makespan);
      streams = streams || choice.streams;
    }
    const PlanScore score = judge_(makespans, streams);
    ++judged_;
    if (picks_ && !score.is_better_than(score_)) return false;
    picks_ = picks;
    score_ = score;
    return true;
  }

  // Lets one network go up by a choice, and where there is no room for that, others down.
  bool step() {
    const Picks from = *picks_;
    for (std::size_t up = 0; up < from.size(); ++up) {
      if (from[up] + 1 == problem_.curves[up].size()) continue;
      Picks picks = from;
      ++picks[up];
      if (fits(picks) && judged_ < kMostJudged && offer(picks)) return true;
      if (fits(picks)) continue;
      for (std::size_t down = 0; down < from.size(); ++down) {
        if (down != up && judged_ < kMostJudged && offer_with_less(picks, down)) return true;
      }
    }
    return false;
  }

  const std::optional<Picks>& picks() const { return picks_; }

 private:
  bool fits(const Picks& picks) const { return used_chunks(problem_, picks) <= problem_.budget; }

  bool offer_with_less(Picks picks, std::size_t down) {
    while (picks[down] > 0 && !fits(picks)) --picks[down];
    return fits(picks) && offer(picks);
  }

  const AllocationProblem& problem_;
  const Judge& judge_;
  std::optional<Picks> picks_;
  PlanScore score_;
  int judged_ = 0;
};

// From the longest job there may be down to the shortest that all networks can have.
std::vector<Nanos> limits_on_longest(const AllocationProblem& problem) {
  Nanos smallest{0}, largest{0};
  for (const std::vector<Choice>& curve : problem.curves) {
    smallest = std::max(smallest, curve.back().makespan);
    largest = std::max(largest, curve.front().makespan);
  }
  std::vector<Nanos> makespans;
  for (const std::vector<Choice>& curve : problem.curves) {
    for (const Choice& choice : curve) {
      if (choice.makespan >= smallest) makespans.push_back(choice.makespan);
    }
  }
  std::ranges::sort(makespans);
  std::vector<Nanos> limits = {largest};
  for (std::size_t i = 0; i < kLimits; ++i)
    limits.push_back(makespans[makespans.size() * i / kLimits]);
  std::ranges::sort(limits);
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return limits;
}

}  // namespace

std::optional<std::vector<std::size_t>> allocate(const AllocationProblem& problem,
                                                 const Judge& judge) {
  if (used_chunks(problem, Picks(problem.curves.size(), 0)) > problem.budget) return std::nullopt;
  Best best(problem, judge);
  best.offer(Picks(problem.curves.size(), 0));
  Knapsack knapsack(problem);
  for (const Nanos longest : limits_on_longest(problem)) {
    if (const auto picks = knapsack.solve(longest)) best.offer(*picks);
  }
  while (best.step()) {
  }
  return best.picks();
}

}  // namespace rtswap
