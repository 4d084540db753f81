// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/retention.h"

#include <algorithm>
#include <limits>

#include "rtswap/plan/curve.h"
#include "rtswap/plan/retention_exchange.h"
#include "rtswap/plan/retention_search.h"

namespace rtswap {
namespace {

// How many makespans between the largest and the smallest a curve is made from, and the most
// choices it keeps.
constexpr int kLevels = 48;
constexpr std::size_t kMostPoints = 48;
// A search for the makespan that a budget allows halves what is left of the range so often.
constexpr int kHalvings = 24;

// Every choice there is, of at most kExhaustive groups that can be streamed or retained.
std::vector<Retention> every_choice(RetentionSearch& search, const std::vector<std::size_t>& open) {
  std::vector<Retention> choices;
  const std::vector<bool> fixed = search.prefix(0).retained;
  for (std::uint32_t mask = 0; mask < 1U << open.size(); ++mask) {
    std::vector<bool> retained = fixed;
    for (std::size_t i = 0; i < open.size(); ++i) retained[open[i]] = (mask >> i & 1U) != 0;
    choices.push_back(search.evaluated(std::move(retained)));
  }
  return choices;
}

std::vector<std::size_t> open_groups(const RetentionSearch& search) {
  std::vector<std::size_t> open;
  for (std::size_t k = 0; k < search.count(); ++k) {
    if (!search.is_fixed(k)) open.push_back(k);
  }
  return open;
}

Retention best_prefix(RetentionSearch& search, std::uint64_t budget) {
  Retention best = search.prefix(0);
  for (std::size_t length = 1; length <= search.count(); ++length) {
    Retention longer = search.prefix(length);
    if (longer.chunks > budget) break;
    if (is_better(longer, best)) best = std::move(longer);
  }
  return best;
}

// Halves the range of makespans that the budget may or may not be enough for.
Retention cheapest_within(RetentionSearch& search, std::uint64_t budget, const Retention& known) {
  Retention best = known;
  Nanos impossible = search.shortest();
  for (int i = 0; i < kHalvings && impossible < best.makespan; ++i) {
    const Nanos target = impossible + (best.makespan - impossible) / 2;
    Retention choice = search.cheapest_for(target);
    if (choice.chunks <= budget && choice.makespan < best.makespan) {
      best = std::move(choice);
    } else {
      impossible = target + Nanos(1);
    }
  }
  return best;
}

std::vector<Retention> reduced(std::vector<Retention> choices, std::size_t most_points) {
  return reduced_curve(
      std::move(choices), most_points, [](const Retention& choice) { return choice.chunks; },
      [](const Retention& choice) { return choice.makespan; });
}

}  // namespace

Nanos retained_makespan(const RetentionProblem& problem, const std::vector<bool>& retained) {
  return RetentionSearch(problem).evaluated(retained).makespan;
}

std::optional<Retention> best_retention(const RetentionProblem& problem, std::uint64_t budget,
                                        int tries) {
  RetentionSearch search(problem);
  Retention best = best_prefix(search, budget);
  if (best.chunks > budget) return std::nullopt;
  RetentionExchange exchange(search, budget, tries);
  const std::vector<std::size_t> open = open_groups(search);
  if (open.size() <= kExhaustive) {
    for (Retention& choice : every_choice(search, open)) {
      if (choice.chunks <= budget && is_better(choice, best)) best = std::move(choice);
    }
  } else {
    // Each start ends in a place of its own.
    for (Retention start : {cheapest_within(search, budget, best), search.prefix(0), best}) {
      exchange.fill(start);
      exchange.improve(start);
      if (is_better(start, best)) best = std::move(start);
    }
  }
  exchange.fill(best);
  return best;
}

std::vector<Retention> retention_choices(const RetentionProblem& problem) {
  RetentionSearch search(problem);
  const std::vector<std::size_t> open = open_groups(search);
  std::vector<Retention> choices;
  if (open.size() <= kExhaustive) {
    choices = every_choice(search, open);
  } else {
    for (std::size_t length = 0; length <= search.count(); ++length)
      choices.push_back(search.prefix(length));
    const Nanos slowest = choices.front().makespan;
    for (int level = 0; level < kLevels; ++level) {
      choices.push_back(
          search.cheapest_for(search.shortest() + (slowest - search.shortest()) * level / kLevels));
    }
  }
  return reduced(std::move(choices), std::numeric_limits<std::size_t>::max());
}

// What costs more chunks decides nothing about the choices with fewer: so these are the same as if
// only they had been looked at.
std::vector<Retention> curve_within(const std::vector<Retention>& choices, std::uint64_t most) {
  std::vector<Retention> within;
  for (const Retention& choice : choices) {
    if (choice.chunks <= most) within.push_back(choice);
  }
  return reduced(std::move(within), kMostPoints);
}

std::vector<Retention> retention_curve(const RetentionProblem& problem, std::uint64_t most) {
  return curve_within(retention_choices(problem), most);
}

}  // namespace rtswap
