// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/bench_command.h"

#include <CLI/CLI.hpp>

namespace rtswap {

CLI::App* BenchCommand::add_to(CLI::App& app) {
  CLI::App* bench = app.add_subcommand("bench", "Compare with other systems");
  bench->require_subcommand(1);
  schedulability_.add_to(*bench);
  sets_app_ = sets_.add_to(*bench);
  return bench;
}

int BenchCommand::execute() const {
  return sets_app_->parsed() ? sets_.execute() : schedulability_.execute();
}

}  // namespace rtswap
