// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/rtswap_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/cli/bench_command.h"
#include "rtswap/cli/check_command.h"
#include "rtswap/cli/export_command.h"
#include "rtswap/cli/import_command.h"
#include "rtswap/cli/plan_command.h"
#include "rtswap/cli/profile_command.h"
#include "rtswap/cli/run_command.h"
#include "rtswap/cli/simulate_command.h"
#include "rtswap/cli/validate_command.h"

namespace rtswap {
namespace {

// CLI11 would only say that a subcommand is missing.
void check_subcommand(const CLI::App& app, std::span<const std::string> arguments) {
  if (arguments.empty() || arguments[0].starts_with('-')) return;
  const auto known = app.get_subcommands([](const CLI::App*) { return true; });
  if (std::ranges::find(known, arguments[0], &CLI::App::get_name) != known.end()) return;
  throw dn::bad_input(fmt::format(
      "darknet rtswap: unknown command '{}'; see 'darknet rtswap --help'", arguments[0]));
}

// Darknet's users write long options with one dash, which CLI11 takes for a row of short ones.
// Numbers below zero and a lone '-' (standard output) are values, and stay.
std::string with_two_dashes(const std::string& argument) {
  const bool is_long = argument.size() > 2 && argument[0] == '-' && argument[1] >= 'a' &&
                       argument[1] <= 'z' && argument[2] != '=';
  return is_long ? "-" + argument : argument;
}

// In reverse, which is what CLI11 wants. What follows "--" is no option.
std::vector<std::string> for_cli11(std::span<const std::string> arguments) {
  std::vector<std::string> given(arguments.begin(), arguments.end());
  std::transform(given.begin(), std::ranges::find(given, "--"), given.begin(), with_two_dashes);
  std::ranges::reverse(given);
  return given;
}

// A command of the program, registered.
struct Entry {
  const CLI::App* app;
  std::function<int()> execute;
};

template <typename Command>
Entry entry(CLI::App& app, Command& command) {
  return {command.add_to(app), [&command] { return command.execute(); }};
}

}  // namespace

int rtswap_command(std::span<const std::string> arguments) {
  CLI::App app{"Runs several networks as periodic real-time tasks under a memory limit."};
  app.name("darknet rtswap");
  app.require_subcommand(1);
  RunCommand run;
  CheckCommand check;
  SimulateCommand simulate;
  ProfileCommand profile;
  ValidateCommand validate;
  ExportCommand exporter;
  PlanCommand plan;
  ImportCommand importer;
  BenchCommand bench;
  const std::vector<Entry> entries = {
      entry(app, run),      entry(app, check),    entry(app, plan),
      entry(app, simulate), entry(app, profile),  entry(app, validate),
      entry(app, exporter), entry(app, importer), entry(app, bench)};
  check_subcommand(app, arguments);
  try {
    app.parse(for_cli11(arguments));
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);  // --help
    throw dn::bad_input(fmt::format("darknet rtswap: {}; see 'darknet rtswap --help'", e.what()));
  }
  const auto chosen = std::ranges::find_if(entries, [](const Entry& e) { return e.app->parsed(); });
  return chosen->execute();
}

}  // namespace rtswap
