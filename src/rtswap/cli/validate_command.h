// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// `rtswap validate TRACE`: checks a trace against what was promised, and prints what it found.
class ValidateCommand {
 public:
  // Returns the subcommand, which `app` owns.
  CLI::App* add_to(CLI::App& app);
  // 0 when the trace keeps every rule, 1 when not; throws dn::Error.
  int execute() const;

 private:
  std::string trace_;
};

}  // namespace rtswap
