// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

namespace rtswap {

// `rtswap profile CFG...`: measures networks on a device, prints tables and writes profile files.
class ProfileCommand {
 public:
  // Returns the subcommand, which `app` owns.
  CLI::App* add_to(CLI::App& app);
  // 0 when every network was profiled; throws dn::Error, also when interrupted.
  int execute() const;

 private:
  std::string files_for(const std::string& weights) const;
  std::vector<std::string> outputs(const std::string& device_kind) const;

  std::vector<std::string> cfgs_;
  std::vector<std::string> weights_;  // none: random:1; one: for all; else one per cfg
  std::string precision_ = "fp32";
  std::string output_;  // empty: only the tables; a directory where there are several cfgs
  std::string files_;   // empty: beside the weights, where there may be files
  std::string device_ = "auto";
  int batch_ = 1;
  float thresh_ = 0.25F;
  int runs_ = 100;
  int threads_ = 0;
};

}  // namespace rtswap
