// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/simulate_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/config/search_path.h"
#include "rtswap/cli/option_value.h"
#include "rtswap/cli/planned_set.h"
#include "rtswap/cli/simulation_table.h"
#include "rtswap/config/tasks_file.h"
#include "rtswap/simulate/simulated_trace.h"
#include "rtswap/trace/trace_writer.h"

namespace rtswap {
namespace {

// Of a set whose run would go on until it is interrupted.
constexpr Nanos kDefaultDuration = std::chrono::minutes(1);

PlannedSet plan_of(const TaskSetSpec& set, const AdmissionOptions& options) {
  if (!options.profiles.empty()) return plan_by_profiles(set, options);
  const StopSignals signals;
  return plan_by_measuring(set, prepare(set), options, signals);
}

std::vector<std::optional<Nanos>> promised(const PlannedSet& planned) {
  std::vector<std::optional<Nanos>> bounds;
  for (const TaskPromise& promise : planned.admission.tasks) bounds.push_back(promise.response);
  return bounds;
}

// Of a firm task: more in a row of jobs than it allows.
bool too_many_missed(const TaskSetSpec& set, const SimulationResult& result) {
  const bool hard = std::ranges::any_of(result.jobs, [&](const JobHistory& job) {
    const TaskSpec& task = set.tasks[job.job.task.value];
    return job.missed && !task.firm && !task.best_effort;
  });
  return hard || std::ranges::any_of(result.broken_windows,
                                     [](std::uint64_t windows) { return windows > 0; });
}

void write_trace(const std::string& path, TraceCollector& collector, const SimulatedSet& what,
                 const PlannedSet& planned) {
  std::vector<std::string> networks;
  for (const NetworkNeeds& network : planned.needs.networks) networks.push_back(network.name);
  std::vector<std::optional<Nanos>> bounds;
  if (planned.admission.is_schedulable()) bounds = promised(planned);
  TraceHeader header = simulated_trace_header(what, std::move(networks), bounds);
  header.activations = planned.needs.arena;
  header.workspace = planned.needs.workspace;
  header.io = planned.needs.io;
  const Trace trace = collector.take(std::move(header));
  TraceWriter writer(path, trace.header);
  writer.append(trace.events);
  writer.finish(0);
  if (!writer.failure().empty()) throw dn::system_failure(writer.failure());
}

}  // namespace

CLI::App* SimulateCommand::add_to(CLI::App& app) {
  CLI::App* simulate = app.add_subcommand(
      "simulate", "Run the tasks of a file on a virtual clock; docs/simulate.md describes it");
  simulate->footer(
      "With --profile no device is needed. Exit codes: 0 every deadline was met; 1 one was missed; "
      "2 bad input; 3 the system refused");
  simulate->add_option("TASKS.yaml", tasks_file_, "The tasks file")->required();
  simulate->add_option("--times", times_,
                       "What everything takes: bounds (the default), medians, or drawn from what "
                       "was measured");
  simulate->add_option("--seed", seed_, "Of drawn times (1)");
  what_if_.add_to(*simulate);
  what_if_.add_duration_to(*simulate);
  simulate->add_option(
      "--trace", trace_,
      "Write what happens to this file, for 'rtswap validate' and 'rtswap export'");
  options_.add_to(*simulate);
  return simulate;
}

int SimulateCommand::execute() const {
  SimulationOptions options;
  options.times = choice_option("times", times_, kTakenTimesNames);
  options.seed = seed_;
  TaskSetSpec set =
      what_if_.changed(load_tasks_file(tasks_file_, dn::SearchPath(dn::project_roots())));
  if (!set.duration && !set.jobs) set.duration = kDefaultDuration;
  const PlannedSet planned = plan_of(set, options_);
  options.has_own_memory = !planned.costs.host_shares_device;
  const SimulatedSet what{set, planned.plan, planned.costs.task_networks, planned.admission.timing};
  TraceCollector collector;
  const SimulationResult result = simulate(what, options, trace_.empty() ? nullptr : &collector);
  if (!trace_.empty()) write_trace(trace_, collector, what, planned);
  fmt::print("simulated {}, policy {}, {}; times {}\n{}", tasks_file_,
             name_of(kPolicyNames, set.policy), times_, planned.source,
             simulation_table(set, result, promised(planned)));
  return static_cast<int>(too_many_missed(set, result) ? dn::ExitCode::kMissed : dn::ExitCode::kOk);
}

}  // namespace rtswap
