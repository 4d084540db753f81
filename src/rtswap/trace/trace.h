// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/placement.h"
#include "rtswap/model/policy_kind.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"
#include "rtswap/model/time.h"
#include "rtswap/model/timing.h"
#include "rtswap/trace/event.h"

namespace rtswap {

struct TracedTask {
  std::string name;
  Nanos period{0}, deadline{0}, phase{0};
  std::optional<int> priority;  // always set under policy fp
  std::uint32_t network = 0;    // in the plan
  // Every job is done within this of its release: what was promised before the run, if anything.
  std::optional<Nanos> response_bound;
  bool sporadic = false;  // released whenever a job arrives, but at least a period apart
  std::optional<FirmSpec> firm{};
  bool best_effort = false;

  bool operator==(const TracedTask&) const = default;
};

// What events are read against: the task set, its plan, and what was promised.
struct TraceHeader {
  PolicyKind policy = PolicyKind::kEdf;
  OnMiss on_miss = OnMiss::kContinue;
  Placement placement = Placement::kOverlay;
  std::vector<TracedTask> tasks;      // by TaskId
  std::vector<std::string> networks;  // names, as in the plan
  std::optional<dn::Bytes> memory_limit;
  dn::Bytes activations, workspace, io;  // device memory beside the chunks
  SwapPlan plan;
  std::optional<SetTiming> timing;  // bounds that groups and loads keep, if there are any
  std::string device;               // cpu, cuda or simulated
  // Instants of groups, loads and the host differ by at most this; 0 where one clock tells all.
  Nanos clock_error{0};
};

// A whole trace, in memory. What the executor's threads and the simulator tell, and what is written
// to a file, validated and exported.
struct Trace {
  TraceHeader header;
  // By instant. Events of one instant are in an order in which they can have happened.
  std::vector<Event> events;
  std::uint64_t lost = 0;  // found their ring full
  bool complete = true;    // false: a file that ends before its end
};

}  // namespace rtswap
