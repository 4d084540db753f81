// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/retention_search.h"

#include <algorithm>

namespace rtswap {
namespace {

// Groups before a late one that are tried in its stead.
constexpr std::size_t kLookBack = 16;

}  // namespace

bool is_better(const Retention& a, const Retention& b) {
  return a.makespan < b.makespan || (a.makespan == b.makespan && a.chunks < b.chunks);
}

RetentionSearch::RetentionSearch(const RetentionProblem& problem)
    : problem_(problem), walk_(problem), rest_(problem.groups.size() + 1) {
  for (std::size_t k = problem.groups.size(); k-- > 0;)
    rest_[k] = rest_[k + 1] + problem.groups[k].exec;
}

Retention RetentionSearch::evaluated(std::vector<bool> retained) {
  Retention choice{std::move(retained), 0, Nanos(0)};
  walk_.rewind(0);
  for (std::size_t k = 0; k < count(); ++k) {
    walk_.take(choice.retained[k]);
    if (choice.retained[k]) choice.chunks += chunks(k);
  }
  choice.makespan = walk_.device();
  return choice;
}

Retention RetentionSearch::prefix(std::size_t length) {
  std::vector<bool> retained(count());
  for (std::size_t k = 0; k < count(); ++k) retained[k] = k < length || is_fixed(k);
  return evaluated(std::move(retained));
}

Retention RetentionSearch::cheapest_for(Nanos target) {
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

void RetentionSearch::redo(std::size_t first, std::size_t last, const std::vector<bool>& retained) {
  walk_.rewind(first);
  for (std::size_t k = first; k <= last; ++k) walk_.take(retained[k]);
}

std::size_t RetentionSearch::instead_of(std::size_t late, std::vector<bool>& retained,
                                        Nanos target) {
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

}  // namespace rtswap
