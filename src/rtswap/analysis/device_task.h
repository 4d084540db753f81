// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>

#include "rtswap/model/time.h"

namespace rtswap {

// A task as the schedulability tests see it: device and link together are one resource that a job
// holds for at most `wcet`. Sporadic: releases are at least a period apart, in any phase.
struct DeviceTask {
  Nanos period{0};
  Nanos deadline{0};  // of the device's work, from the release
  Nanos jitter{0};    // a job becomes ready at most this long after its release
  Nanos wcet{0};      // from the grant to the end of its last group, once granted and left alone
  // What EDF adds to the release to order jobs, where it is not `deadline`: the deadline of the
  // whole job, when the work on the host behind the device's was taken off `deadline`.
  std::optional<Nanos> edf_deadline{};
  // Fixed priorities: the smaller rank runs first. Tasks of equal rank: in any order.
  std::int64_t rank = 0;
  // For preemption at group boundaries: the longest stretch without one, with the loads that a job
  // granted anew may wait for in it; the last stretch, which is all of the job where there is no
  // boundary, and else less; and what a job that preempts others makes them load again, at most.
  // No job has ever more left to do than `wcet`, with all that it has to load again.
  Nanos longest_group{0};
  Nanos last_group{0};
  Nanos reload{0};
  // A job preempts another one only where its level is higher (sched/preemption_levels.h).
  std::uint32_t level = 0;
  // Comes behind all others, whatever the policy, and is promised nothing.
  bool best_effort = false;

  bool operator==(const DeviceTask&) const = default;
};

// What takes of the device beside the tasks of a set.
struct Disturbance {
  // A job that comes behind all of these holds the device for at most so long, once it has it.
  Nanos background{0};
  // What a busy period loses to interruptions, at any instants.
  Nanos lost{0};
};

}  // namespace rtswap
