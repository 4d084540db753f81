// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/job.h"
#include "rtswap/model/profile.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"
#include "rtswap/model/timing.h"
#include "rtswap/sched/firm_window.h"
#include "rtswap/simulate/duration_source.h"
#include "rtswap/simulate/event_writer.h"

namespace rtswap {

// What is simulated. All of it must outlive the simulation.
struct SimulatedSet {
  const TaskSetSpec& set;
  const SwapPlan& plan;
  std::span<const std::uint32_t> task_networks;  // by TaskId: which of the plan's networks it runs
  const SetTiming& timing;
};

// By TaskId; empty where the task is not firm.
using FirmWindows = std::vector<std::optional<FirmWindow>>;

struct SimulationOptions {
  TakenTimes times = TakenTimes::kBound;
  std::uint64_t seed = 1;  // for kDrawn
  // Releases before this offset from the common start; absent: as the task set says.
  std::optional<Nanos> duration;
  // As dn::Device::has_own_memory(): launches run ahead of the device, and two of the largest
  // pieces are on the link at once.
  bool has_own_memory = false;
  // What groups and loads take beyond their bounds, they take once in so long.
  Nanos loss_window = kInterruptionWindow;
};

// One job, from its release to its result. Instants count from the common start.
struct JobHistory {
  Job job;
  Nanos held{0};       // it arrived so much before its release (sched/release_sequence.h)
  Instant woken;       // the task's thread runs
  Instant ready;       // the input is prepared, the job waits for the device
  Instant grant;       // the device is the job's
  Instant device_end;  // the last group has run
  Instant end;         // the result is there
  Nanos stall{0};      // of grant..device_end: the device waited for loads
  // Of its network, since that network's previous job: what was prefetched for it is part of it.
  dn::Bytes loaded;
  bool missed = false;   // end is behind the absolute deadline, or the job was aborted
  bool aborted = false;  // given up at a group boundary

  Nanos response() const { return end - job.release; }
};

struct SimulationResult {
  std::vector<JobHistory> jobs;               // in the order of their ends
  std::vector<std::uint64_t> skipped;         // by TaskId: releases left out by on_miss: skip_next
  std::vector<std::uint64_t> broken_windows;  // by TaskId, of firm tasks (sched/firm_window.h)
  dn::Bytes loaded;                           // by the link, given up halfway included
  Nanos link_busy{0};
  Instant end;  // of the last job
};

// Runs the set on a virtual clock, as the executor does with overlay placement (docs/simulate.md):
// the same policy, ready queue, release rules and loading decisions, with times instead of work.
// Deterministic. `sink`, where there is one, gets the events of a trace, each instant's in an order
// in which they can have happened; a release is told when its thread runs.
// Throws dn::Error for a set that does not end, or parts that do not belong together.
SimulationResult simulate(const SimulatedSet& what, const SimulationOptions& options,
                          EventSink* sink = nullptr);

}  // namespace rtswap
