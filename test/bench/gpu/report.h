// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace bench_gpu {

// Where measurements go: each one a line for people on stdout and a line of JSON in a file, written
// at once, so that a run that is ended early leaves what it had.
class Report {
 public:
  // Appends to the file; `smoke` marks every measurement as one that means nothing. Throws
  // dn::Error.
  Report(const std::string& path, bool smoke);
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void add(nlohmann::ordered_json measurement);

 private:
  std::FILE* file_;
  bool smoke_;
};

}  // namespace bench_gpu
