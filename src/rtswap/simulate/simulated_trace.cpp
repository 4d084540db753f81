// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

void require_nameable(const char* what, std::size_t count) {
  if (count < Event::kNone) return;
  throw dn::bad_input(fmt::format("a trace can tell {} {} apart, not {}; simulate without one",
                                  Event::kNone - 1, what, count));
}

}  // namespace

TraceHeader simulated_trace_header(const SimulatedSet& what, std::vector<std::string> networks,
                                   std::span<const std::optional<Nanos>> bounds) {
  require_nameable("tasks", what.set.tasks.size());
  require_nameable("networks", what.plan.networks.size());
  for (const NetworkPlan& network : what.plan.networks)
    require_nameable("layer groups", network.groups.size());
  TraceHeader header;
  header.policy = what.set.policy;
  header.on_miss = what.set.on_miss;
  header.placement = what.set.placement;
  for (std::size_t i = 0; i < what.set.tasks.size(); ++i) {
    const TaskSpec& task = what.set.tasks[i];
    header.tasks.push_back({task.name, task.period, task.deadline, task.phase, task.priority,
                            what.task_networks[i], bounds.empty() ? std::nullopt : bounds[i],
                            !task.release.is_periodic(), task.firm, task.best_effort});
  }
  header.networks = std::move(networks);
  header.memory_limit = what.set.memory_limit;
  header.plan = what.plan;
  header.timing = what.timing;
  header.device = "simulated";
  return header;
}

// A release is told when its thread is known to wake, a stall when it is over.
Trace TraceCollector::take(TraceHeader header) {
  std::ranges::stable_sort(events_, {}, &Event::at);
  Trace trace;
  trace.header = std::move(header);
  trace.events = std::exchange(events_, {});
  return trace;
}

}  // namespace rtswap
