// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/validate_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "darknet/base/error.h"
#include "rtswap/trace/trace_reader.h"
#include "rtswap/trace/validation_text.h"

namespace rtswap {

CLI::App* ValidateCommand::add_to(CLI::App& app) {
  CLI::App* validate = app.add_subcommand(
      "validate",
      "Check the trace of a run against what was promised; docs/trace.md has the rules");
  validate->footer(
      "Prints the first violation between the events around it. Exit codes: 0 everything was kept; "
      "1 something was not, or the trace has a hole; 2 no trace");
  validate->add_option("TRACE", trace_, "What 'rtswap run --trace' wrote")->required();
  return validate;
}

int ValidateCommand::execute() const {
  const Trace trace = read_trace_file(trace_);
  const Validation validation = validate(trace);
  fmt::print("{}", validation_text(trace, validation));
  return static_cast<int>(validation.is_clean() ? dn::ExitCode::kOk : dn::ExitCode::kMissed);
}

}  // namespace rtswap
