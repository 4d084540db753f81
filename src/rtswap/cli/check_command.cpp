// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/check_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/config/search_path.h"
#include "rtswap/cli/admission_report.h"
#include "rtswap/config/tasks_file.h"

namespace rtswap {
namespace {

bool same_precisions(const TaskSetSpec& a, const TaskSetSpec& b) {
  return std::ranges::equal(a.tasks, b.tasks, {}, &TaskSpec::precision, &TaskSpec::precision);
}

// With the costs that are known; where precisions changed, with those of the files that fit then.
std::optional<Admission> judged_again(const TaskSetSpec& set, const TaskSetSpec& changed,
                                      const PlannedSet& before, AdmissionOptions options) {
  if (same_precisions(set, changed)) {
    auto again = plan_again(changed, before);
    return again ? std::optional(std::move(again->admission)) : std::nullopt;
  }
  if (options.profiles.empty()) return std::nullopt;
  options.plan.clear();  // it is of the weights as they were
  try {
    return plan_by_profiles(changed, options).admission;
  } catch (const dn::Error&) {
    return std::nullopt;  // above all: no such profile was given
  }
}

}  // namespace

CLI::App* CheckCommand::add_to(CLI::App& app) {
  CLI::App* check = app.add_subcommand(
      "check", "Say before the start whether every deadline will be met; docs/analysis.md");
  check->footer(
      "Exit codes: 0 every deadline will be met; 1 not, or it cannot be shown; 2 bad input; 3 the "
      "system refused");
  check->add_option("TASKS.yaml", tasks_file_, "The tasks file")->required();
  options_.add_to(*check);
  what_if_.add_to(*check);
  return check;
}

int CheckCommand::execute() const {
  const TaskSetSpec set =
      what_if_.changed(load_tasks_file(tasks_file_, dn::SearchPath(dn::project_roots())));
  const StopSignals signals;
  const PlannedSet planned = options_.profiles.empty()
                                 ? plan_by_measuring(set, prepare(set), options_, signals)
                                 : plan_by_profiles(set, options_);
  fmt::print("{}{}", admission_line(set, planned), admission_table(set, planned.admission));
  if (planned.admission.is_schedulable()) return static_cast<int>(dn::ExitCode::kOk);
  const Trial trial = [&](const TaskSetSpec& changed) {
    return judged_again(set, changed, planned, options_);
  };
  fmt::print("{}", advice_text(set, advise(set, planned.needs, trial)));
  return static_cast<int>(dn::ExitCode::kMissed);
}

}  // namespace rtswap
