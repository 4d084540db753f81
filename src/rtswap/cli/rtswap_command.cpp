// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/rtswap_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/cli/run_command.h"

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

}  // namespace

int rtswap_command(std::span<const std::string> arguments) {
  CLI::App app{"Runs several networks as periodic real-time tasks under a memory limit."};
  app.name("darknet rtswap");
  app.require_subcommand(1);
  RunCommand run;
  run.add_to(app);
  check_subcommand(app, arguments);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // what CLI11 wants
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);  // --help
    throw dn::bad_input(fmt::format("darknet rtswap: {}; see 'darknet rtswap --help'", e.what()));
  }
  return run.execute();
}

}  // namespace rtswap
