// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/bench/drawn_set.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library says so
class App;
}

// What the experiments of `rtswap bench` are told alike.
namespace rtswap {

// The option -profile: files, and directories of them.
void add_bench_profiles(CLI::App& bench, std::vector<std::string>& profiles);

// What sets look like, as users write it.
struct SetRangeText {
  std::string tasks = "4..8";  // or "6"
  std::string periods = "uunifast";
  std::string deadlines = "implicit";
};

// The options -tasks, -periods and -deadlines, kept in `text`.
void add_set_range(CLI::App& bench, SetRangeText& text);

// Throws dn::Error that names the option.
SetRange range_of(const SetRangeText& text);

// With those above it; none of them needs to be new. Throws dn::Error.
void make_directory(const std::string& path);

}  // namespace rtswap
