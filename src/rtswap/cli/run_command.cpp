// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/run_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/config/search_path.h"
#include "rtswap/cli/admission_report.h"
#include "rtswap/cli/live_display.h"
#include "rtswap/cli/result_writer.h"
#include "rtswap/cli/run_report.h"
#include "rtswap/cli/run_trace.h"
#include "rtswap/cli/stop_signals.h"
#include "rtswap/config/tasks_file.h"
#include "rtswap/exec/executor.h"
#include "rtswap/exec/trace_header.h"

namespace rtswap {
namespace {

// How often results are taken from the task threads.
constexpr timespec kPollInterval{0, 20'000'000};

void warn_if_not_realtime(const Executor& executor) {
  if (executor.is_realtime()) return;
  std::fputs(
      "warning: no real-time scheduling (SCHED_FIFO is not allowed here): releases may come "
      "late when the machine is busy; run as root or raise 'ulimit -r'\n",
      stderr);
}

// Asked before the start: the plan, and what it promises. Not asked where it may not be kept.
struct Promise {
  SwapPlan plan;
  std::optional<PlannedSet> planned;
};

Promise promise_of(const TaskSetSpec& set, const PreparedSet& prepared,
                   const AdmissionOptions& options, bool force, const StopSignals& signals) {
  const auto plan_now = [&] {
    return plan_for(set, memory_needs(set, prepared), prepared.device->vmm().granularity(), nullptr,
                    options);
  };
  if (!options.profiles.empty()) {
    check_profiles_fit(set, read_set_profiles(set, options.profiles), prepared);
    PlannedSet planned = plan_by_profiles(set, options);
    // Without a limit layers are not cut, which the profiles' are; and there is nothing to choose.
    SwapPlan plan = set.memory_limit ? planned.plan : plan_now();
    return {std::move(plan), std::move(planned)};
  }
  if (force) return {plan_now(), std::nullopt};
  PlannedSet planned = plan_by_measuring(set, prepared, options, signals);
  return {planned.plan, std::move(planned)};
}

// Says what is promised; throws where it is not enough.
void require_schedulable(const TaskSetSpec& set, const PlannedSet& planned, bool force,
                         bool quiet) {
  if (!quiet) std::fputs(admission_line(set, planned).c_str(), stderr);
  if (planned.admission.is_schedulable() || force) return;
  std::fputs(admission_table(set, planned.admission).c_str(), stderr);
  throw dn::Error(dn::ExitCode::kMissed,
                  set.file +
                      ": not started, because deadlines may be missed; 'darknet rtswap "
                      "check' says what would help, --force starts it all the same");
}

// What each task's job takes of the device at most.
std::vector<Nanos> device_bounds_of(const Admission& admission) {
  std::vector<Nanos> bounds;
  for (const TaskPromise& task : admission.tasks) bounds.push_back(task.device.total());
  return bounds;
}

// What the tasks were promised; empty where nothing was.
std::vector<std::optional<Nanos>> response_bounds_of(const Promise& promise) {
  std::vector<std::optional<Nanos>> bounds;
  if (!promise.planned || !promise.planned->admission.is_schedulable()) return bounds;
  for (const TaskPromise& task : promise.planned->admission.tasks) bounds.push_back(task.response);
  return bounds;
}

// For those who read the trace: what each job, group and load may take.
void add_promises(const Promise& promise, const TaskSetSpec& set, TraceHeader& header) {
  if (!promise.planned) return;
  const Admission& admission = promise.planned->admission;
  if (!admission.is_schedulable()) return;
  if (set.memory_limit || !promise.planned->from_files) header.timing = admission.timing;
  for (std::size_t i = 0; i < header.tasks.size(); ++i)
    header.tasks[i].response_bound = admission.tasks[i].response;
}

// The main thread's part of a run. Returns how long it took.
Nanos watch(Executor& executor, ResultWriter& writer, RunTrace& trace, LiveDisplay& display,
            const StopSignals& signals) {
  bool stopping = false;
  while (!executor.is_finished()) {
    if (signals.wait(kPollInterval) && !stopping) {
      stopping = true;
      executor.stop();
      signals.release();
    }
    writer.drain();
    trace.drain(executor);
    display.update(executor);
    if (!writer.failure().empty() || !trace.failure().empty()) executor.stop();
  }
  executor.join();
  const Nanos elapsed = Instant::clock::now() - executor.start_instant();
  writer.drain();
  trace.finish(executor);
  display.clear();
  return elapsed;
}

}  // namespace

CLI::App* RunCommand::add_to(CLI::App& app) {
  CLI::App* run =
      app.add_subcommand("run", "Run the tasks of a file; docs/tasks_yaml.md describes it");
  run->footer(
      "Ctrl-C ends the run with its summary. Exit codes: 0 every deadline was met; 1 one was "
      "missed or may be, or the trace is not valid; 2 bad input; 3 the system refused");
  run->add_option("TASKS.yaml", tasks_file_, "The tasks file")->required();
  run->add_option("--results", results_,
                  "Write one JSON line per job to this file, '-' = standard output (the default "
                  "when that is not a terminal)");
  run->add_option("--summary", summary_, "Write the final summary as JSON to this file");
  run->add_option("--trace", trace_,
                  "Write what happens to this file, for 'rtswap validate' and 'rtswap export'");
  run->add_flag("--validate", validate_,
                "Check at the end that the run kept every rule, as 'rtswap validate' does");
  run->add_flag("--force", force_,
                "Start also where deadlines may be missed; without --profile, do not ask");
  options_.add_to(*run);
  what_if_.add_to(*run);
  what_if_.add_duration_to(*run);
  run->add_flag("--quiet", quiet_, "Print nothing but errors, warnings and results");
  return run;
}

int RunCommand::execute() const {
  const TaskSetSpec set =
      what_if_.changed(load_tasks_file(tasks_file_, dn::SearchPath(dn::project_roots())));
  for (const std::string& path : {summary_, trace_}) {
    if (!path.empty()) dn::require_writable(path);
  }
  PreparedSet prepared = prepare(set);
  const StopSignals signals;
  Promise promise = promise_of(set, prepared, options_, force_, signals);
  if (promise.planned) require_schedulable(set, *promise.planned, force_, quiet_);

  RunTrace trace(trace_, validate_);
  Executor executor(set, std::move(prepared), promise.plan, trace.recorder(set.tasks.size()));
  const bool to_stdout = results_.empty() && ::isatty(STDOUT_FILENO) == 0;
  ResultWriter writer(executor, to_stdout ? "-" : results_);
  if (!quiet_) std::fputs(memory_report(executor).c_str(), stderr);
  LiveDisplay display(quiet_);
  if (trace.is_wanted()) {
    TraceHeader header = trace_header(executor);
    add_promises(promise, set, header);
    trace.open(std::move(header));
  }
  if (promise.planned) executor.set_device_bounds(device_bounds_of(promise.planned->admission));
  executor.start();
  warn_if_not_realtime(executor);
  const Nanos elapsed = watch(executor, writer, trace, display, signals);

  if (!quiet_) std::fputs(summary_text(executor, elapsed).c_str(), stderr);
  if (!summary_.empty()) {
    dn::write_file_atomically(summary_,
                              summary_json(executor, elapsed, response_bounds_of(promise)));
  }
  if (!writer.failure().empty()) throw dn::system_failure(writer.failure());
  if (!trace.failure().empty()) throw dn::system_failure(trace.failure());
  const bool is_valid = trace.validate(quiet_);
  return static_cast<int>(too_many_missed(executor) || !is_valid ? dn::ExitCode::kMissed
                                                                 : dn::ExitCode::kOk);
}

}  // namespace rtswap
