// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/bench/gpu/report.h"

#include <fmt/format.h>

#include "darknet/base/error.h"

namespace bench_gpu {

Report::Report(const std::string& path, bool smoke)
    : file_(std::fopen(path.c_str(), "a")), smoke_(smoke) {
  if (file_ == nullptr) throw dn::bad_input(fmt::format("{}: cannot be written", path));
}

Report::~Report() { std::fclose(file_); }

void Report::add(nlohmann::ordered_json measurement) {
  if (smoke_) measurement["smoke"] = true;
  std::string line;
  for (const auto& [key, value] : measurement.items()) {
    const std::string text = value.is_string()         ? value.get<std::string>()
                             : value.is_number_float() ? fmt::format("{:.4g}", value.get<double>())
                                                       : value.dump();
    line += line.empty() ? text : fmt::format("  {} {}", key, text);
  }
  fmt::print("{}\n", line);
  std::fflush(stdout);
  fmt::print(file_, "{}\n", measurement.dump());
  std::fflush(file_);
}

}  // namespace bench_gpu
