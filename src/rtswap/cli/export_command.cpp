// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/export_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "darknet/base/file.h"
#include "rtswap/trace/chrome_json.h"
#include "rtswap/trace/trace_reader.h"

namespace rtswap {

CLI::App* ExportCommand::add_to(CLI::App& app) {
  CLI::App* exporter =
      app.add_subcommand("export", "Write a trace as JSON for the viewers of Chrome and Perfetto");
  exporter->footer(
      "Open the file in https://ui.perfetto.dev or chrome://tracing. Exit codes: 0 written; 2 no "
      "trace; 3 the system refused");
  exporter->add_option("TRACE", trace_, "What 'rtswap run --trace' wrote")->required();
  exporter->add_option("-o,--o,--output", output_, "The file to write")->required();
  return exporter;
}

int ExportCommand::execute() const {
  dn::require_writable(output_);
  const Trace trace = read_trace_file(trace_);
  if (!trace.complete) {
    fmt::print(stderr, "warning: {}: the trace was cut short after {} events\n", trace_,
               trace.events.size());
  }
  dn::write_file_atomically(output_, chrome_json(trace));
  return 0;
}

}  // namespace rtswap
