// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rtswap/bench/drawn_set.h"
#include "rtswap/bench/network_pool.h"
#include "rtswap/cli/admission_options.h"
#include "rtswap/cli/bench_input.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// `rtswap bench sets`: random task sets that are promised to meet their deadlines, as tasks files,
// and the same sets as other systems would run them; docs/schedulability.md.
class SetsBench {
 public:
  // The options are kept in *this, which must stay where it is until execute().
  CLI::App* add_to(CLI::App& app);
  // After parsing; returns the exit code.
  int execute() const;

 private:
  struct Draws;
  // Returns how many sets were written.
  std::uint64_t write_sets(const Draws& draws, int oversubscription, std::string& table) const;

  std::vector<std::string> profiles_;
  std::string directory_;
  SetRangeText range_;
  std::vector<int> oversubscriptions_ = {50, 100, 200, 400};
  double utilization_ = 0.3;
  std::uint64_t sets_ = 10;
  std::uint64_t seed_ = 1;
  int margin_percent_ = 20;
};

}  // namespace rtswap
