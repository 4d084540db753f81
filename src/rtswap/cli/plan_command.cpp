// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/plan_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "darknet/base/file.h"
#include "darknet/config/search_path.h"
#include "rtswap/admit/set_plan.h"
#include "rtswap/cli/admission_report.h"
#include "rtswap/cli/plan_picture.h"
#include "rtswap/cli/plan_table.h"
#include "rtswap/cli/planned_set.h"
#include "rtswap/cli/preemption_line.h"
#include "rtswap/config/plan_file.h"
#include "rtswap/config/tasks_file.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/plan/stored_plan_fit.h"

namespace rtswap {
namespace {

// A plan and what is known of it.
struct Shown {
  MemoryNeeds needs;
  SwapPlan plan;
  std::vector<PredictedTimes> times;  // empty: nothing was measured
  std::string verdict;
};

Shown by_sizes(const TaskSetSpec& set) {
  const PreparedSet prepared = prepare(set);
  Shown shown{memory_needs(set, prepared), {}, {}, {}};
  shown.plan = plan_set(set, shown.needs, prepared.device->vmm().granularity(), nullptr);
  settle_arena(shown.plan, shown.needs);
  return shown;
}

Shown by_profiles(const TaskSetSpec& set, const AdmissionOptions& options) {
  PlannedSet planned = plan_by_profiles(set, options);
  std::string verdict = "\n" + admission_line(set, planned);
  std::vector<PredictedTimes> times =
      predicted_times(planned.plan, plan_costs(set, planned.costs, planned.plan.levels));
  return {std::move(planned.needs), std::move(planned.plan), std::move(times), std::move(verdict)};
}

}  // namespace

CLI::App* PlanCommand::add_to(CLI::App& app) {
  CLI::App* plan =
      app.add_subcommand("plan", "Print, draw or store the plan that a run of the tasks follows");
  plan->footer(
      "Options may have one dash or two. Exit codes: 0 planned; 2 bad input, a memory_limit that "
      "is too small among it; 3 the system refused");
  plan->add_option("TASKS.yaml", tasks_file_, "The tasks file")->required();
  options_.add_profiles_to(*plan);
  what_if_.add_to(*plan);
  plan->add_option("-o,--o,--output", output_, "Write the plan to this file, for 'run -plan'");
  plan->add_option("--svg", picture_, "Draw the memory map into this file");
  return plan;
}

int PlanCommand::execute() const {
  const TaskSetSpec set =
      what_if_.changed(load_tasks_file(tasks_file_, dn::SearchPath(dn::project_roots())));
  for (const std::string& path : {output_, picture_}) {
    if (!path.empty()) dn::require_writable(path);
  }
  const Shown shown = options_.profiles.empty() ? by_sizes(set) : by_profiles(set, options_);
  fmt::print(
      "{}{}",
      plan_table(shown.plan, shown.needs, {set.memory_limit, set.host_memory_limit}, shown.times),
      preemption_line(set, shown.plan.levels));
  fmt::print("{}", shown.verdict);
  if (!output_.empty()) write_plan_file(output_, stored_plan(shown.plan, shown.needs));
  if (!picture_.empty()) dn::write_file_atomically(picture_, plan_picture(shown.plan, shown.needs));
  return static_cast<int>(dn::ExitCode::kOk);
}

}  // namespace rtswap
