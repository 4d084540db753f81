// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// `rtswap export TRACE -o FILE.json`: a trace for the viewers of Chrome and Perfetto.
class ExportCommand {
 public:
  // Returns the subcommand, which `app` owns.
  CLI::App* add_to(CLI::App& app);
  // 0 when the file was written; throws dn::Error.
  int execute() const;

 private:
  std::string trace_;
  std::string output_;
};

}  // namespace rtswap
