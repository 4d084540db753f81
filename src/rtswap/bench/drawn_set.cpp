// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/drawn_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

constexpr int kMostAttempts = 100'000;

// The distributions of the standard library differ from one to the next; these do not.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint64_t index) : engine_(mixed(seed ^ mixed(index))) {}

  double unit() { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }  // in [0, 1)
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(unit() * static_cast<double>(count));
  }

 private:
  // Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014.
  static std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
  }

  std::mt19937_64 engine_;
};

std::vector<double> uunifast(Draws& draws, std::size_t tasks, double total) {
  std::vector<double> shares;
  for (std::size_t left = tasks - 1; left > 0; --left) {
    const double rest = total * std::pow(draws.unit(), 1.0 / static_cast<double>(left));
    shares.push_back(total - rest);
    total = rest;
  }
  shares.push_back(total);
  return shares;
}

double wcet_of(const NetworkPool& pool, std::size_t network) {
  return static_cast<double>(pool[network].wcet.count());
}

// In nanoseconds.
std::vector<double> periods_by_shares(const NetworkPool& pool,
                                      const std::vector<std::size_t>& networks, Draws& draws,
                                      double utilization) {
  std::vector<double> periods = uunifast(draws, networks.size(), utilization);
  for (std::size_t i = 0; i < networks.size(); ++i)
    periods[i] = wcet_of(pool, networks[i]) / periods[i];
  return periods;
}

std::vector<double> log_uniform_periods(const NetworkPool& pool,
                                        const std::vector<std::size_t>& networks,
                                        const SetRange& range, Draws& draws, double utilization) {
  const auto shortest = static_cast<double>(range.shortest_period.count());
  const double spread = static_cast<double>(range.longest_period.count()) / shortest;
  std::vector<double> periods;
  double total = 0;
  for (const std::size_t network : networks) {
    periods.push_back(shortest * std::pow(spread, draws.unit()));
    total += wcet_of(pool, network) / periods.back();
  }
  for (double& period : periods) period *= total / utilization;
  return periods;
}

bool are_within(const SetRange& range, const std::vector<double>& periods) {
  return std::ranges::all_of(periods, [&](double period) {
    return period >= static_cast<double>(range.shortest_period.count()) &&
           period <= static_cast<double>(range.longest_period.count());
  });
}

struct Recipe {
  std::vector<std::size_t> networks;
  std::vector<Nanos> periods, deadlines;
};

// Empty: a period is out of range.
std::optional<Recipe> draw(const NetworkPool& pool, const SetRange& range, Draws& draws,
                           double utilization) {
  Recipe recipe;
  const auto least = static_cast<std::size_t>(range.least_tasks);
  const auto most = static_cast<std::size_t>(range.most_tasks);
  const std::size_t tasks = least + draws.below(most - least + 1);
  for (std::size_t i = 0; i < tasks; ++i) recipe.networks.push_back(draws.below(pool.size()));
  const bool by_shares = range.periods == PeriodDraw::kUUniFast;
  const std::vector<double> periods =
      by_shares ? periods_by_shares(pool, recipe.networks, draws, utilization)
                : log_uniform_periods(pool, recipe.networks, range, draws, utilization);
  if (by_shares && !are_within(range, periods)) return std::nullopt;
  for (std::size_t i = 0; i < tasks; ++i) {
    recipe.periods.emplace_back(static_cast<std::int64_t>(periods[i]));
    if (range.deadlines == DeadlineDraw::kImplicit) {
      recipe.deadlines.push_back(recipe.periods.back());
      continue;
    }
    const double wcet = wcet_of(pool, recipe.networks[i]);
    const Nanos deadline(static_cast<std::int64_t>(wcet + draws.unit() * (periods[i] - wcet)));
    recipe.deadlines.push_back(std::min(deadline, recipe.periods.back()));
  }
  return recipe;
}

DrawnSet completed(const NetworkPool& pool, const Recipe& recipe) {
  const SetProfiles profiles = pool.profiles(recipe.networks);
  TaskSetSpec set = pool.tasks(recipe.networks);
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    set.tasks[i].period = recipe.periods[i];
    set.tasks[i].deadline = recipe.deadlines[i];
  }
  DrawnSet drawn{recipe.networks,
                 set,
                 set_costs(set, profiles, pool.margin()),
                 memory_needs(set, profiles),
                 {},
                 {}};
  drawn.fixed = drawn.needs.arena + drawn.needs.workspace + drawn.needs.io;
  drawn.footprint = drawn.fixed;
  for (const std::size_t network : recipe.networks) drawn.footprint += pool[network].weights;
  return drawn;
}

}  // namespace

DrawnSet draw_set(const NetworkPool& pool, const SetRange& range, std::uint64_t seed,
                  std::uint64_t index, double utilization) {
  Draws draws(seed, index);
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    if (const auto recipe = draw(pool, range, draws, utilization)) return completed(pool, *recipe);
  }
  throw dn::bad_input(
      fmt::format("no random set of {} to {} tasks with a utilization of {} has all its periods "
                  "between {} and {}",
                  range.least_tasks, range.most_tasks, utilization, human(range.shortest_period),
                  human(range.longest_period)));
}

}  // namespace rtswap
