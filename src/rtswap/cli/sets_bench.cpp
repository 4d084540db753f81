// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/sets_bench.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iterator>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/config/search_path.h"
#include "rtswap/bench/acceptance.h"
#include "rtswap/bench/set_text.h"
#include "rtswap/cli/bench_input.h"
#include "rtswap/cli/planned_set.h"
#include "rtswap/config/tasks_file.h"

namespace rtswap {
namespace {

// Sets are drawn until enough are accepted, but no more than so many times what is wanted.
constexpr std::uint64_t kMostDrawn = 50;

// What `check` and `run` will say of the file.
bool is_promised(const std::string& text, const std::string& file,
                 const AdmissionOptions& options) {
  const TaskSetSpec set = parse_tasks(text, file, dn::SearchPath(dn::project_roots()));
  const SetProfiles profiles = read_set_profiles(set, options.profiles);
  try {
    return plan_by_profiles(set, profiles, options).admission.is_schedulable();
  } catch (const dn::Error&) {
    return false;  // no plan fits the limit
  }
}

}  // namespace

struct SetsBench::Draws {
  NetworkPool pool;
  SetRange range;
  AdmissionOptions options;
};

CLI::App* SetsBench::add_to(CLI::App& app) {
  constexpr std::uint64_t kMostSets = 1000;
  constexpr int kMostPercent = 1000;
  CLI::App* bench = app.add_subcommand(
      "sets", "Random task sets that 'check' accepts, as files to be run; and baselines of them");
  bench->footer(
      "Needs no device. scripts/bench_runs.sh runs what is written. Exit codes: 0 done; 1 not "
      "enough sets are accepted; 2 bad input; 3 the system refused");
  add_bench_profiles(*bench, profiles_);
  bench->add_option("-o,--o,--output", directory_, "The directory to write to")->required();
  bench->add_option("--sets", sets_, "Task sets for each oversubscription (10)")
      ->check(CLI::Range(std::uint64_t{1}, kMostSets));
  add_set_range(*bench, range_);
  bench
      ->add_option("--oversubscription", oversubscriptions_,
                   "Footprint / limit - 1 in percent, with commas between (50,100,200,400)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(1, kMostPercent));
  bench->add_option("--utilization", utilization_, "Of every set, everything resident (0.3)")
      ->check(CLI::Range(0.001, 1.0));
  bench->add_option("--seed", seed_, "What the sets are drawn from (1)");
  bench
      ->add_option("--margin", margin_percent_,
                   "Percent on top of measured times that makes them bounds (20)")
      ->check(CLI::Range(0, kMostPercent));
  return bench;
}

std::uint64_t SetsBench::write_sets(const Draws& draws, int oversubscription,
                                    std::string& table) const {
  std::uint64_t written = 0, drawn_sets = 0, on_demand = 0;
  for (; written < sets_ && drawn_sets < sets_ * kMostDrawn; ++drawn_sets) {
    const DrawnSet drawn = draw_set(draws.pool, draws.range, seed_, drawn_sets, utilization_);
    const dn::Bytes limit = limit_for(drawn.footprint, oversubscription);
    const std::string name = fmt::format("o{:03}_{:02}", oversubscription, written);
    const std::string stem = dn::join_path(directory_, name);
    const std::string ours = set_text(draws.pool, drawn, limit, SetPlan::kOurs);
    if (!is_promised(ours, stem + ".yaml", draws.options)) continue;
    const bool has_on_demand = largest_network_fits(draws.pool, drawn, limit);
    dn::write_file_atomically(stem + ".yaml", ours);
    dn::write_file_atomically(stem + ".streaming.yaml",
                              set_text(draws.pool, drawn, limit, SetPlan::kStreaming));
    if (has_on_demand) {
      dn::write_file_atomically(stem + ".on_demand.yaml",
                                set_text(draws.pool, drawn, limit, SetPlan::kOnDemand));
    }
    fmt::format_to(std::back_inserter(table), "{},{},{},{},{},{},{},{},{},{}\n", name,
                   oversubscription, drawn_sets, drawn.set.tasks.size(), utilization_,
                   range_.periods, range_.deadlines, limit.value, drawn.footprint.value,
                   has_on_demand ? 1 : 0);
    ++written;
    on_demand += has_on_demand ? 1 : 0;
  }
  fmt::print(
      "oversubscription {} %: {} of {} drawn sets accepted; the largest network fits in {}\n",
      oversubscription, written, drawn_sets, on_demand);
  return written;
}

int SetsBench::execute() const {
  AdmissionOptions options;
  options.profiles = profile_files(profiles_);
  options.margin_percent = margin_percent_;
  const Draws draws{NetworkPool(read_profiles(profiles_), options.margin()), range_of(range_),
                    options};
  make_directory(directory_);
  std::string table =
      "set,oversubscription_percent,draw,tasks,utilization,periods,deadlines,limit,footprint,"
      "on_demand\n";
  bool is_complete = true;
  for (const int oversubscription : oversubscriptions_)
    is_complete = write_sets(draws, oversubscription, table) == sets_ && is_complete;
  dn::write_file_atomically(dn::join_path(directory_, "sets.csv"), table);
  return static_cast<int>(is_complete ? dn::ExitCode::kOk : dn::ExitCode::kMissed);
}

}  // namespace rtswap
