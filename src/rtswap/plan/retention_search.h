// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rtswap/plan/place_walk.h"
#include "rtswap/plan/retention.h"

namespace rtswap {

// A shorter makespan is better, or fewer chunks for the same.
bool is_better(const Retention& a, const Retention& b);

// Makes choices of what one network retains, and times them. Refers to the problem.
class RetentionSearch {
 public:
  explicit RetentionSearch(const RetentionProblem& problem);

  std::size_t count() const { return problem_.groups.size(); }
  std::uint64_t chunks(std::size_t group) const { return problem_.groups[group].chunks; }
  Nanos load(std::size_t group) const { return problem_.groups[group].load; }
  // The makespan with everything retained.
  Nanos shortest() const { return rest_[0]; }
  // What costs nothing to retain, or cannot be streamed.
  bool is_fixed(std::size_t group) const {
    return chunks(group) == 0 || chunks(group) > problem_.area;
  }

  Retention evaluated(std::vector<bool> retained);
  // The first groups, and what is fixed.
  Retention prefix(std::size_t length);
  // What must be retained, at little cost, for the makespan to be at most `target`, which is at
  // least shortest(). Streams whatever comes in time, as in the rule of Moore (1968) for late jobs:
  // when a group would be late, it, or a smaller one before it that makes the difference, is
  // retained.
  Retention cheapest_for(Nanos target);

 private:
  // The groups so far, if all others were retained.
  bool is_in_time(Nanos target) const { return walk_.device() + rest_[walk_.next()] <= target; }
  // Decides the groups from `first` to `last` anew.
  void redo(std::size_t first, std::size_t last, const std::vector<bool>& retained);
  // The smallest group before `late` that, retained, lets it be in time, or itself.
  std::size_t instead_of(std::size_t late, std::vector<bool>& retained, Nanos target);

  const RetentionProblem& problem_;
  PlaceWalk walk_;
  std::vector<Nanos> rest_;  // execution of the groups from here on
};

}  // namespace rtswap
