// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// `rtswap import rtswap_cfg.txt`: a tasks file of a configuration of RT-Swap.
class ImportCommand {
 public:
  // Returns the subcommand, which `app` owns.
  CLI::App* add_to(CLI::App& app);
  // 0 when the file was written; throws dn::Error.
  int execute() const;

 private:
  std::string cfg_;
  std::vector<std::string> models_;
  std::string memory_limit_;  // empty: none
  std::string output_;        // empty: standard output
};

}  // namespace rtswap
