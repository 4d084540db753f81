// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/model/timing.h"

namespace rtswap {

// Which of its two times every part takes.
enum class Times { kMedian, kBound };

// A job's way through link and device, counted from its grant.
struct PipelineRun {
  std::vector<Nanos> load_end, exec_end;  // by group; load_end 0 = retained
  Nanos makespan{0};                      // end of the last group
  Nanos stall{0};                         // of it: the device waited for loads
};

// The recurrence of a job that finds none of its streamed groups on the device, over groups k in
// their order, with E and L the times of GroupTiming:
//
//   load_end[k] = max(load_end[streamed group before k], exec_end[place_free_after[k]]) + L[k]
//   exec_end[k] = max(exec_end[k - 1], load_end[k] if k is streamed) + E[k]
//
// The link is free for the job from `link_free` on. Max-plus, so monotone: larger times in never
// give an earlier end, and a group that is there already can only make it earlier. Allocates.
PipelineRun pipeline(std::span<const GroupTiming> groups, Times times, Nanos link_free = Nanos(0));

// The makespan alone, without taking memory for groups that need none: `scratch` is reused.
Nanos cold_makespan(std::span<const GroupTiming> groups, Times times, Nanos link_free,
                    std::vector<Nanos>& scratch);

}  // namespace rtswap
