// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/trace_header.h"

#include <fmt/format.h>

#include "darknet/base/error.h"
#include "rtswap/exec/executor.h"
#include "rtswap/sched/preemption_levels.h"

namespace rtswap {
namespace {

void require_nameable(const char* what, std::size_t count) {
  if (count < Event::kNone) return;
  throw dn::bad_input(fmt::format("a trace can tell {} {} apart, not {}; run without one",
                                  Event::kNone - 1, what, count));
}

}  // namespace

TraceHeader trace_header(const Executor& executor) {
  const TaskSetSpec& set = executor.set();
  TraceHeader header;
  header.policy = set.policy;
  header.on_miss = set.on_miss;
  header.placement = set.placement;
  require_nameable("tasks", set.tasks.size());
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const TaskSpec& task = set.tasks[i];
    header.tasks.push_back({task.name, task.period, task.deadline, task.phase, task.priority,
                            executor.prepared().tasks[i].network, std::nullopt,
                            !task.release.is_periodic(), task.firm, task.best_effort});
  }
  for (const PreparedNetwork& network : executor.prepared().networks)
    header.networks.push_back(network.name);
  header.plan = executor.plan();
  require_nameable("networks", header.plan.networks.size());
  for (const NetworkPlan& network : header.plan.networks)
    require_nameable("layer groups", network.groups.size());
  header.memory_limit = set.memory_limit;
  const MemoryNeeds needs = memory_needs(set, executor.prepared());
  header.activations =
      header.plan.levels.empty() ? needs.arena : arena_bytes(header.plan.levels, needs.task_arenas);
  header.workspace = needs.workspace;
  header.io = needs.io;
  header.device = executor.device().has_own_memory() ? "cuda" : "cpu";
  header.clock_error = executor.clock_error();
  return header;
}

}  // namespace rtswap
