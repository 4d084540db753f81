// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "rtswap/model/time.h"

namespace rtswap {

// One group of a network, as the choice of what to retain sees it. Times are bounds.
struct GroupCost {
  Nanos exec{0};       // when it is there
  Nanos load{0};       // when it is streamed
  Nanos streaming{0};  // what being streamed adds to exec
  std::uint64_t chunks = 0;

  auto operator<=>(const GroupCost&) const = default;
};

// What one network may do with the memory it gets.
struct RetentionProblem {
  std::vector<GroupCost> groups;
  std::uint64_t area = 0;  // chunks; streamed groups get consecutive places in it, round and round
  Nanos link_free{0};      // when the link is free for the job's first load

  auto operator<=>(const RetentionProblem&) const = default;
};

// A choice of what to retain.
struct Retention {
  std::vector<bool> retained;  // by group
  std::uint64_t chunks = 0;    // of the retained groups
  Nanos makespan{0};           // cold, with what is not retained streamed
};

// The cold makespan (analysis/pipeline.h) when the others are streamed, each into its place. Every
// streamed group fits into the area.
//
// Never larger with a larger area, or with one more group retained: the places of the others then
// come free no later.
Nanos retained_makespan(const RetentionProblem& problem, const std::vector<bool>& retained);

// What to retain in `budget` chunks so that the makespan is small: the best there is for up to
// kExhaustive groups; for more, never worse than the best prefix. What more groups fit is retained
// even where it gains nothing. Nothing when groups too large for the area exceed the budget.
//
// A prefix is the best when loads are all that takes time, because it shortens every wait after it.
// But places come free only as groups run: while a long prefix runs, the link fills the area and
// then waits. Retained groups between streamed ones give it that time.
// `tries`: about how many choices it may look at when there are more groups.
std::optional<Retention> best_retention(const RetentionProblem& problem, std::uint64_t budget,
                                        int tries = 40'000);
inline constexpr int kExhaustive = 12;

// Choices for budgets of up to `most` chunks, each with more chunks and a smaller makespan than the
// one before; the first is the one with the fewest chunks that can be. Holds a choice at least as
// good as every prefix, or near to it where there are very many. Empty when groups too large for
// the area exceed `most`.
std::vector<Retention> retention_curve(const RetentionProblem& problem, std::uint64_t most);

// retention_curve() in two parts: the work, which is the same for all budgets, and what is left of
// it within one.
std::vector<Retention> retention_choices(const RetentionProblem& problem);
std::vector<Retention> curve_within(const std::vector<Retention>& choices, std::uint64_t most);

}  // namespace rtswap
