// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/schedulability_bench.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/parallel.h"
#include "rtswap/bench/acceptance.h"
#include "rtswap/cli/acceptance_report.h"
#include "rtswap/cli/bench_input.h"

namespace rtswap {
namespace {

// Where the published claim was made: memory oversubscribed by up to 96.2 %.
constexpr int kClaim = 96;

const std::vector<int> kOversubscriptions = {0, 10, 25, 50, 75, kClaim, 150, 200, 250, 300, 400};
const std::vector<double> kUtilizations = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
const std::vector<int> kFixedOversubscriptions = {50, kClaim, 200};

void write_curve(const std::string& directory, const AcceptanceCurve& curve) {
  const std::string path = dn::join_path(directory, curve.file);
  dn::write_file_atomically(path + ".csv", curve_csv(curve));
  dn::write_file_atomically(path + ".svg", curve_svg(curve));
}

}  // namespace

CLI::App* SchedulabilityBench::add_to(CLI::App& app) {
  constexpr std::uint64_t kMostSets = 1'000'000;
  constexpr int kMostThreads = 1024;
  constexpr int kMostPercent = 1000;
  CLI::App* bench = app.add_subcommand(
      "schedulability",
      "How many random task sets are accepted, by us and by other systems' rules");
  bench->footer(
      "Writes figures (SVG) and the numbers in them (CSV). Needs no device. Exit codes: 0 done; 2 "
      "bad input; 3 the system refused");
  add_bench_profiles(*bench, profiles_);
  bench->add_option("-o,--o,--output", directory_, "The directory to write to")->required();
  bench->add_option("--sets", sets_, "Task sets for each point (1000)")
      ->check(CLI::Range(std::uint64_t{1}, kMostSets));
  add_set_range(*bench, range_);
  bench->add_option("--seed", seed_, "What the sets are drawn from (1)");
  bench
      ->add_option("--utilization", utilization_,
                   "Of the sets whose memory is varied, everything resident (0.3)")
      ->check(CLI::Range(0.001, 1.0));
  bench->add_option("--threads", threads_, "Threads; 0 = all the process may use")
      ->check(CLI::Range(0, kMostThreads));
  bench
      ->add_option("--margin", margin_percent_,
                   "Percent on top of measured times that makes them bounds (20)")
      ->check(CLI::Range(0, kMostPercent));
  return bench;
}

int SchedulabilityBench::execute() const {
  const auto begin = std::chrono::steady_clock::now();
  AcceptanceOptions options;
  options.range = range_of(range_);
  options.sets = sets_;
  options.seed = seed_;
  options.threads = threads_ == 0 ? dn::usable_cpus() : threads_;
  const NetworkPool pool(read_profiles(profiles_), Margin{margin_percent_});
  make_directory(directory_);
  const AcceptanceGrid by_memory{{utilization_}, kOversubscriptions};
  const AcceptanceGrid by_utilization{kUtilizations, kFixedOversubscriptions};
  std::vector<AcceptanceCurve> curves =
      over_oversubscription(by_memory, options.range, measure_acceptance(pool, by_memory, options));
  const AcceptanceCurve memory = curves.front();
  for (AcceptanceCurve& curve : over_utilization(by_utilization, options.range,
                                                 measure_acceptance(pool, by_utilization, options)))
    curves.push_back(std::move(curve));
  for (const AcceptanceCurve& curve : curves) {
    write_curve(directory_, curve);
    fmt::print("{}\n", curve_table(curve));
  }
  for (std::size_t i = 0; i < memory.cells.size(); ++i) {
    if (kOversubscriptions[i] > 0 && kOversubscriptions[i] <= kClaim)
      fmt::print("{}, oversubscription {} %:\n{}", memory.title, kOversubscriptions[i],
                 claims_text(memory.cells[i]));
  }
  fmt::print("{}", dominance_text(curves));
  fmt::print("{} networks, seed {}, {:.0f} s with {} threads\n", pool.size(), seed_,
             std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
             options.threads);
  return static_cast<int>(dn::ExitCode::kOk);
}

}  // namespace rtswap
