// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/cli/schedulability_bench.h"
#include "rtswap/cli/sets_bench.h"

namespace rtswap {

// `rtswap bench EXPERIMENT`: one subcommand for each experiment.
class BenchCommand {
 public:
  // The options are kept in *this, which must stay where it is until execute().
  CLI::App* add_to(CLI::App& app);
  // After parsing; returns the exit code.
  int execute() const;

 private:
  SchedulabilityBench schedulability_;
  SetsBench sets_;
  CLI::App* sets_app_ = nullptr;
};

}  // namespace rtswap
