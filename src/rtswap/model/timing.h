// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/time.h"

// How long the parts of a planned task set take: what the analysis proves with, the simulator
// computes with, and a trace is compared with. Plain data; times are measured ones
// (model/profile.h) with a margin on top of the bounds.
namespace rtswap {

// A measured time: what is usual, what one run in a hundred exceeds, and what the analysis counts
// with.
struct BoundedTime {
  Nanos median{0}, p99{0}, bound{0};
  bool operator==(const BoundedTime&) const = default;
};

// One layer group of a task's network, with its place in the plan.
struct GroupTiming {
  BoundedTime exec;  // beside a busy link
  BoundedTime load;  // beside a busy device; nothing for a retained group
  dn::Bytes bytes;   // to load
  bool retained = true;
  // The last group before it that has a chunk of its place: its load begins when that one has run.
  // -1: at once.
  int place_free_after = -1;
  BoundedTime prefetch{};  // the load in a prefetch's smaller pieces (model/link_pieces.h)

  bool operator==(const GroupTiming&) const = default;
};

struct TaskTiming {
  std::vector<GroupTiming> groups;  // those of its network's plan
  BoundedTime prepare;              // on the host: the input
  BoundedTime finish;               // on the host: the result, from the outputs
  BoundedTime input{};  // on the link, beside the job's loads, which are later by as much at most

  bool operator==(const TaskTiming&) const = default;
};

struct SetTiming {
  std::vector<TaskTiming> tasks;  // by TaskId
  // What may be on the link of prefetches when a job is granted, and of a job's own loads when it
  // is stopped between groups.
  BoundedTime window, flight;
  // What groups, with the host's threads that launch them, take beyond their bounds in any
  // kInterruptionWindow, all jobs together; and what loads do.
  BoundedTime interruptions, late_loads;
  // All of it, whichever it happens to: what the analysis counts, and a trace is held to.
  Nanos may_be_lost() const { return interruptions.bound + late_loads.bound; }
  // The device is free and a job is ready, until its first group is launched; and the other way.
  BoundedTime dispatch;
  // An instant a host thread sleeps for, until the thread runs.
  BoundedTime wake;
  // Prepare and finish take the processors that the device computes with, before it.
  bool host_shares_device = false;

  bool operator==(const SetTiming&) const = default;
};

}  // namespace rtswap
