// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rtswap/cli/bench_input.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// `rtswap bench schedulability`: how many random task sets our rules accept, and those of other
// systems; docs/schedulability.md.
class SchedulabilityBench {
 public:
  // The options are kept in *this, which must stay where it is until execute().
  CLI::App* add_to(CLI::App& app);
  // After parsing; returns the exit code.
  int execute() const;

 private:
  std::vector<std::string> profiles_;
  std::string directory_;
  SetRangeText range_;
  double utilization_ = 0.3;
  std::uint64_t sets_ = 1000;
  std::uint64_t seed_ = 1;
  int threads_ = 0;
  int margin_percent_ = 20;
};

}  // namespace rtswap
