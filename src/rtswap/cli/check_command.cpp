// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/check_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/config/search_path.h"
#include "rtswap/admit/advice.h"
#include "rtswap/admit/set_trial.h"
#include "rtswap/cli/admission_report.h"
#include "rtswap/config/tasks_file.h"

namespace rtswap {
namespace {

std::vector<Precision> precisions_of(const TaskSetSpec& set) {
  std::vector<Precision> precisions;
  for (const TaskSpec& task : set.tasks) precisions.push_back(task.precision);
  return precisions;
}

// Trials of a set that was planned: with the costs that are known, and where precisions change,
// with those of the files that fit then.
class Trials {
 public:
  Trials(const TaskSetSpec& set, const PlannedSet& planned, const AdmissionOptions& options)
      : options_(options) {
    known_.try_emplace(precisions_of(set),
                       SetTrial(planned.needs, planned.costs, planned.granularity, memo_));
  }

  std::optional<bool> answer(const TaskSetSpec& changed, std::size_t choice) {
    const std::vector<Precision> precisions = precisions_of(changed);
    auto known = known_.find(precisions);
    if (known == known_.end()) known = known_.try_emplace(precisions, from_files(changed)).first;
    if (!known->second) return std::nullopt;
    return known->second->is_schedulable(changed, choice);
  }

 private:
  std::optional<SetTrial> from_files(const TaskSetSpec& changed) {
    if (options_.profiles.empty()) return std::nullopt;
    try {
      const SetProfiles profiles = read_set_profiles(changed, options_.profiles);
      return std::optional<SetTrial>(std::in_place, memory_needs(changed, profiles),
                                     set_costs(changed, profiles, options_.margin()),
                                     granularity_of(profiles), memo_);
    } catch (const dn::Error&) {
      return std::nullopt;  // above all: no such profile was given
    }
  }

  const AdmissionOptions& options_;
  PlanMemo memo_;
  std::map<std::vector<Precision>, std::optional<SetTrial>> known_;
};

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
  Trials trials(set, planned, options_);
  const Trial trial = [&](const TaskSetSpec& changed, std::size_t choice) {
    return trials.answer(changed, choice);
  };
  fmt::print("{}", advice_text(set, advise(set, planned.needs, trial)));
  return static_cast<int>(dn::ExitCode::kMissed);
}

}  // namespace rtswap
