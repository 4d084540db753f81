// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/bench_input.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "darknet/base/error.h"
#include "rtswap/cli/option_value.h"

namespace rtswap {
namespace {

constexpr int kMostTasks = 64;

// "6" or "4..8".
SetRange range_of_tasks(const std::string& text) {
  const char* const end = text.data() + text.size();
  SetRange range;
  auto [rest, error] = std::from_chars(text.data(), end, range.least_tasks);
  bool is_good = error == std::errc();
  range.most_tasks = range.least_tasks;
  if (is_good && std::string_view(rest, end).starts_with("..")) {
    const auto second = std::from_chars(rest + 2, end, range.most_tasks);
    is_good = second.ec == std::errc();
    rest = second.ptr;
  }
  if (is_good && rest == end && range.least_tasks >= 1 && range.least_tasks <= range.most_tasks &&
      range.most_tasks <= kMostTasks)
    return range;
  throw dn::bad_input(fmt::format(
      "-tasks {}: expected a number of tasks or a range of them, as 4..8, of at most {}", text,
      kMostTasks));
}

}  // namespace

void add_bench_profiles(CLI::App& bench, std::vector<std::string>& profiles) {
  bench
      .add_option("--profile", profiles,
                  "A profile of a network that sets are made of, from 'rtswap profile -o FILE', or "
                  "a directory of them; may be given several times")
      ->required()
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_set_range(CLI::App& bench, SetRangeText& text) {
  bench.add_option("--tasks", text.tasks, "Tasks in a set: a number or a range (4..8)");
  bench.add_option("--periods", text.periods,
                   "What is drawn at random: uunifast, the shares of the utilization, which make "
                   "the periods; or log-uniform, the periods, but for a factor of all of a set "
                   "that makes the utilization right (uunifast)");
  bench.add_option("--deadlines", text.deadlines,
                   "implicit, the period; or constrained, uniform between wcet and period "
                   "(implicit)");
}

SetRange range_of(const SetRangeText& text) {
  SetRange range = range_of_tasks(text.tasks);
  range.periods = choice_option("periods", text.periods, kPeriodDrawNames);
  range.deadlines = choice_option("deadlines", text.deadlines, kDeadlineDrawNames);
  return range;
}

void make_directory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    throw dn::Error(dn::ExitCode::kSystemFailure,
                    fmt::format("{}: the directory cannot be made: {}", path, error.message()));
  }
}

}  // namespace rtswap
