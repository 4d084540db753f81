// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/retention.h"

#include <algorithm>
#include <bit>

#include "rtswap/plan/curve.h"
#include "rtswap/plan/place_walk.h"

namespace rtswap {
namespace {

// How many makespans between the largest and the smallest a curve is made from, and the most
// choices it keeps.
constexpr int kLevels = 48;
constexpr std::size_t kMostPoints = 48;
// A search for the makespan that a budget allows halves what is left of the range so often.
constexpr int kHalvings = 24;
// Groups before a late one that are tried in its stead.
constexpr std::size_t kLookBack = 16;

class Search {
 public:
  explicit Search(const RetentionProblem& problem)
      : problem_(problem), walk_(problem), rest_(problem.groups.size() + 1) {
    for (std::size_t k = problem.groups.size(); k-- > 0;)
      rest_[k] = rest_[k + 1] + problem.groups[k].exec;
  }

  std::size_t count() const { return problem_.groups.size(); }
  std::uint64_t chunks(std::size_t group) const { return problem_.groups[group].chunks; }
  Nanos shortest() const { return rest_[0]; }
  // What costs nothing to retain, or cannot be streamed.
  bool is_fixed(std::size_t group) const {
    return chunks(group) == 0 || chunks(group) > problem_.area;
  }

  Retention evaluated(std::vector<bool> retained) {
    Retention choice{std::move(retained), 0, Nanos(0)};
    walk_.rewind(0);
    for (std::size_t k = 0; k < count(); ++k) {
      walk_.take(choice.retained[k]);
      if (choice.retained[k]) choice.chunks += chunks(k);
    }
    choice.makespan = walk_.device();
    return choice;
  }

  Retention prefix(std::size_t length) {
    std::vector<bool> retained(count());
    for (std::size_t k = 0; k < count(); ++k) retained[k] = k < length || is_fixed(k);
    return evaluated(std::move(retained));
  }

  // What must be retained, at little cost, for the makespan to be at most `target`, which is at
  // least shortest(). Streams whatever comes in time, as in the rule of Moore (1968) for late jobs:
  // when a group would be late, it, or a smaller one before it that makes the difference, is
  // retained.
  Retention cheapest_for(Nanos target) {
    std::vector<bool> retained(count());
    walk_.rewind(0);
    for (std::size_t k = 0; k < count(); ++k) {
      retained[k] = is_fixed(k);
      walk_.take(retained[k]);
      if (is_in_time(target)) continue;
      const std::size_t group = instead_of(k, retained, target);
      retained[group] = true;
      redo(group, k, retained);
    }
    return evaluated(std::move(retained));
  }

 private:
  // The groups so far, if all others were retained.
  bool is_in_time(Nanos target) const { return walk_.device() + rest_[walk_.next()] <= target; }

  // Decides the groups from `first` to `last` anew.
  void redo(std::size_t first, std::size_t last, const std::vector<bool>& retained) {
    walk_.rewind(first);
    for (std::size_t k = first; k <= last; ++k) walk_.take(retained[k]);
  }

  // The smallest group before `late` that, retained, lets it be in time, or itself.
  std::size_t instead_of(std::size_t late, std::vector<bool>& retained, Nanos target) {
    std::size_t best = late;
    const std::size_t first = late - std::min(late, kLookBack);
    for (std::size_t k = late; k-- > first;) {
      if (retained[k] || chunks(k) >= chunks(best)) continue;
      retained[k] = true;
      redo(k, late, retained);
      if (is_in_time(target)) best = k;
      retained[k] = false;
      redo(k, late, retained);
    }
    return best;
  }

  const RetentionProblem& problem_;
  PlaceWalk walk_;
  std::vector<Nanos> rest_;  // execution of the groups from here on
};

bool is_better(const Retention& a, const Retention& b) {
  return a.makespan < b.makespan || (a.makespan == b.makespan && a.chunks < b.chunks);
}

// Every choice there is, of at most kExhaustive groups that can be streamed or retained.
std::vector<Retention> every_choice(Search& search, const std::vector<std::size_t>& open) {
  std::vector<Retention> choices;
  const std::vector<bool> fixed = search.prefix(0).retained;
  for (std::uint32_t mask = 0; mask < 1U << open.size(); ++mask) {
    std::vector<bool> retained = fixed;
    for (std::size_t i = 0; i < open.size(); ++i) retained[open[i]] = (mask >> i & 1U) != 0;
    choices.push_back(search.evaluated(std::move(retained)));
  }
  return choices;
}

std::vector<std::size_t> open_groups(const Search& search) {
  std::vector<std::size_t> open;
  for (std::size_t k = 0; k < search.count(); ++k) {
    if (!search.is_fixed(k)) open.push_back(k);
  }
  return open;
}

// Changes a choice by one group after the other. Counts what it tries, so that it ends.
class Exchange {
 public:
  Exchange(Search& search, const RetentionProblem& problem, std::uint64_t budget, int tries)
      : search_(search), problem_(problem), budget_(budget), tries_(tries) {}

  // Retains what else fits but `without`: what gains most first, and where nothing gains, what
  // takes the link longest.
  void fill(Retention& choice, std::size_t without) {
    while (true) {
      std::optional<Retention> best;
      Nanos best_load{0};
      for (std::size_t k = 0; k < search_.count(); ++k) {
        if (choice.retained[k] || k == without || choice.chunks + search_.chunks(k) > budget_)
          continue;
        Retention more = flipped(choice, k);
        const Nanos load = problem_.groups[k].load;
        if (best && (more.makespan > best->makespan ||
                     (more.makespan == best->makespan && load <= best_load)))
          continue;
        best = std::move(more);
        best_load = load;
      }
      if (!best) return;
      choice = std::move(*best);
    }
  }
  void fill(Retention& choice) { fill(choice, search_.count()); }

  // Turns one group after the other over, mends what that breaks, and keeps what is better, until
  // nothing is.
  void improve(Retention& choice) {
    std::size_t unchanged = 0;
    for (std::size_t k = 0; unchanged < search_.count(); k = (k + 1) % search_.count()) {
      ++unchanged;
      if (search_.is_fixed(k)) continue;
      if (tries_ <= 0) return;
      Retention other = flipped(choice, k);
      shrink(other, k);
      if (other.chunks > budget_) continue;
      fill(other, k);
      if (!is_better(other, choice)) continue;
      choice = std::move(other);
      unchanged = 0;
    }
  }

 private:
  // Gives up what costs least, but `kept`, until the rest fits.
  void shrink(Retention& choice, std::size_t kept) {
    while (choice.chunks > budget_) {
      std::optional<Retention> best;
      for (std::size_t k = 0; k < search_.count(); ++k) {
        if (!choice.retained[k] || k == kept || search_.is_fixed(k)) continue;
        Retention fewer = flipped(choice, k);
        if (!best || is_better(fewer, *best)) best = std::move(fewer);
      }
      if (!best) return;
      choice = std::move(*best);
    }
  }

  Retention flipped(const Retention& choice, std::size_t group) {
    --tries_;
    std::vector<bool> retained = choice.retained;
    retained[group] = !retained[group];
    return search_.evaluated(std::move(retained));
  }

  Search& search_;
  const RetentionProblem& problem_;
  std::uint64_t budget_;
  int tries_;
};

Retention best_prefix(Search& search, std::uint64_t budget) {
  Retention best = search.prefix(0);
  for (std::size_t length = 1; length <= search.count(); ++length) {
    Retention longer = search.prefix(length);
    if (longer.chunks > budget) break;
    if (is_better(longer, best)) best = std::move(longer);
  }
  return best;
}

// Halves the range of makespans that the budget may or may not be enough for.
Retention cheapest_within(Search& search, std::uint64_t budget, const Retention& known) {
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

}  // namespace

Nanos retained_makespan(const RetentionProblem& problem, const std::vector<bool>& retained) {
  return Search(problem).evaluated(retained).makespan;
}

std::optional<Retention> best_retention(const RetentionProblem& problem, std::uint64_t budget,
                                        int tries) {
  Search search(problem);
  Retention best = best_prefix(search, budget);
  if (best.chunks > budget) return std::nullopt;
  Exchange exchange(search, problem, budget, tries);
  const std::vector<std::size_t> open = open_groups(search);
  if (open.size() <= kExhaustive) {
    for (Retention& choice : every_choice(search, open)) {
      if (choice.chunks <= budget && is_better(choice, best)) best = std::move(choice);
    }
  } else {
    best = cheapest_within(search, budget, best);
    exchange.fill(best);
    exchange.improve(best);
  }
  exchange.fill(best);
  return best;
}

std::vector<Retention> retention_curve(const RetentionProblem& problem, std::uint64_t most) {
  Search search(problem);
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
  std::erase_if(choices, [&](const Retention& choice) { return choice.chunks > most; });
  return reduced_curve(
      std::move(choices), kMostPoints, [](const Retention& choice) { return choice.chunks; },
      [](const Retention& choice) { return choice.makespan; });
}

}  // namespace rtswap
