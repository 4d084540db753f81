// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rtswap/plan/retention.h"

namespace rtswap {

// The recurrence of analysis/pipeline.h taken group by group, each retained or streamed as the
// caller says, with places given out on the way: so that a search need not begin anew for every
// choice. Refers to the problem.
class PlaceWalk {
 public:
  explicit PlaceWalk(const RetentionProblem& problem);

  std::size_t next() const { return before_.size(); }  // the group whose turn it is
  Nanos device() const { return now_.device; }         // when the groups before it have run

  void retain();
  void stream();  // a group that fits into the area
  void take(bool retained) { retained ? retain() : stream(); }
  // Forgets what was decided from `group` on.
  void rewind(std::size_t group);

 private:
  struct State {
    Nanos link{0}, device{0};
    std::uint64_t placed = 0;  // chunks given out, not taken modulo the area
    std::size_t streamed = 0;
  };
  struct Streamed {
    std::uint64_t placed;  // where its place begins
    Nanos exec_end;
  };
  // When the groups have run that share chunks with a place of that size, given out next.
  Nanos place_free(std::uint64_t chunks) const;

  const RetentionProblem& problem_;
  State now_;
  std::vector<State> before_;  // by group
  std::vector<Streamed> streamed_;
};

}  // namespace rtswap
