// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/place_walk.h"

#include <algorithm>

namespace rtswap {

PlaceWalk::PlaceWalk(const RetentionProblem& problem) : problem_(problem) {
  now_.link = problem.link_free;
  before_.reserve(problem.groups.size());
  streamed_.reserve(problem.groups.size());
}

void PlaceWalk::retain() {
  const GroupCost& group = problem_.groups[next()];
  before_.push_back(now_);
  now_.device += group.exec;
}

void PlaceWalk::stream() {
  const GroupCost& group = problem_.groups[next()];
  before_.push_back(now_);
  now_.link = std::max(now_.link, place_free(group.chunks)) + group.load;
  now_.device = std::max(now_.device, now_.link) + group.exec + group.streaming;
  streamed_.push_back({now_.placed, now_.device});
  now_.placed += group.chunks;
  ++now_.streamed;
}

void PlaceWalk::rewind(std::size_t group) {
  if (group == next()) return;
  now_ = before_[group];
  before_.resize(group);
  streamed_.resize(now_.streamed);
}

// The place takes the chunks that were given out one area ago: the last group that begins before
// their end was there.
Nanos PlaceWalk::place_free(std::uint64_t chunks) const {
  const std::uint64_t end = now_.placed + chunks;
  if (end <= problem_.area) return Nanos(0);
  const std::uint64_t overwritten_end = end - problem_.area;
  for (auto group = streamed_.rbegin(); group != streamed_.rend(); ++group) {
    if (group->placed < overwritten_end) return group->exec_end;
  }
  return Nanos(0);
}

}  // namespace rtswap
