// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/plan_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/config/search_path.h"
#include "rtswap/admit/admission.h"
#include "rtswap/admit/set_profiles.h"
#include "rtswap/cli/plan_picture.h"
#include "rtswap/cli/plan_table.h"
#include "rtswap/config/plan_file.h"
#include "rtswap/config/tasks_file.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/plan/planner.h"
#include "rtswap/plan/set_judge.h"
#include "rtswap/plan/stored_plan_fit.h"

namespace rtswap {
namespace {

struct Planned {
  MemoryNeeds needs;
  SwapPlan plan;
  std::vector<PredictedTimes> times;  // empty: nothing was measured
  PlanScore score;                    // where there are times
};

PlannerOptions options_of(const TaskSetSpec& set, dn::Bytes granularity) {
  PlannerOptions options;
  options.memory_limit = set.memory_limit;
  options.chunk = set.chunk.value_or(std::max(options.chunk, granularity));
  options.group = set.group;
  return options;
}

Planned plan_by_sizes(const TaskSetSpec& set) {
  const PreparedSet prepared = prepare(set);
  Planned planned{memory_needs(set, prepared), {}, {}, {}};
  planned.plan = make_plan(planned.needs, options_of(set, prepared.device->vmm().granularity()));
  return planned;
}

Planned plan_by_profiles(const TaskSetSpec& set, const std::vector<std::string>& files,
                         Margin margin) {
  const SetProfiles profiles = read_set_profiles(set, files);
  const SetCosts costs = set_costs(set, profiles, margin);
  const std::vector<MappingProfile>& mapping = profiles.networks.front().mapping;
  const dn::Bytes granularity = mapping.empty() ? dn::Bytes(0) : mapping.front().chunk;
  const PlanCosts plan_by = plan_costs(set, costs);
  Planned planned{memory_needs(set, profiles), {}, {}, {}};
  planned.plan = make_plan(planned.needs, options_of(set, granularity), plan_by);
  planned.times = predicted_times(planned.plan, plan_by);
  planned.score = plan_by.judge(device_times(planned.plan, plan_by));
  return planned;
}

std::string verdict(const PlanScore& score) {
  if (score.schedulable)
    return fmt::format("\nschedulable, smallest slack {}; utilization {:.3f}\n", human(score.slack),
                       score.utilization);
  return fmt::format(
      "\nnot schedulable, as far as can be shown; utilization {:.3f}; 'rtswap check' says why\n",
      score.utilization);
}

}  // namespace

CLI::App* PlanCommand::add_to(CLI::App& app) {
  CLI::App* plan =
      app.add_subcommand("plan", "Print, draw or store the plan that a run of the tasks follows");
  plan->footer(
      "Options may have one dash or two. Exit codes: 0 planned; 2 bad input, a memory_limit that "
      "is "
      "too small among it; 3 the system refused");
  plan->add_option("TASKS.yaml", tasks_file_, "The tasks file")->required();
  plan->add_option("--profile", profiles_,
                   "A profile of one of the networks; once for each. Plans by what was measured, "
                   "without a device")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  plan->add_option("--margin", margin_percent_,
                   "Percent on top of measured maxima that make them bounds (20)")
      ->check(CLI::Range(0, 1000));
  plan->add_option("-o,--o,--output", output_, "Write the plan to this file, for 'run -plan'");
  plan->add_option("--svg", picture_, "Draw the memory map into this file");
  return plan;
}

int PlanCommand::execute() const {
  const TaskSetSpec set = load_tasks_file(tasks_file_, dn::SearchPath(dn::project_roots()));
  for (const std::string& path : {output_, picture_}) {
    if (!path.empty()) dn::require_writable(path);
  }
  Planned planned;
  try {
    planned = profiles_.empty() ? plan_by_sizes(set)
                                : plan_by_profiles(set, profiles_, Margin{margin_percent_});
  } catch (const dn::Error& e) {
    // The planner knows no files; what it says is about the tasks file.
    const std::string what = e.what();
    if (what.starts_with("memory_limit")) throw dn::Error(e.code(), tasks_file_ + ": " + what);
    throw;
  }
  fmt::print("{}", plan_table(planned.plan, planned.needs, set.memory_limit, planned.times));
  if (!planned.times.empty()) fmt::print("{}", verdict(planned.score));
  if (!output_.empty()) write_plan_file(output_, stored_plan(planned.plan, planned.needs));
  if (!picture_.empty())
    dn::write_file_atomically(picture_, plan_picture(planned.plan, planned.needs));
  return static_cast<int>(dn::ExitCode::kOk);
}

}  // namespace rtswap
