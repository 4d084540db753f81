// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/retention_exchange.h"

#include <optional>
#include <utility>

namespace rtswap {

void RetentionExchange::fill(Retention& choice, std::size_t without) {
  while (true) {
    std::optional<Retention> best;
    Nanos best_load{0};
    for (std::size_t k = 0; k < search_.count(); ++k) {
      if (choice.retained[k] || k == without || choice.chunks + search_.chunks(k) > budget_)
        continue;
      Retention more = flipped(choice, k);
      const Nanos load = search_.load(k);
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

void RetentionExchange::improve(Retention& choice) {
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

void RetentionExchange::shrink(Retention& choice, std::size_t kept) {
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

Retention RetentionExchange::flipped(const Retention& choice, std::size_t group) {
  --tries_;
  std::vector<bool> retained = choice.retained;
  retained[group] = !retained[group];
  return search_.evaluated(std::move(retained));
}

}  // namespace rtswap
