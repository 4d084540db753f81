// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/admission_options.h"

#include <CLI/CLI.hpp>

namespace rtswap {

void AdmissionOptions::add_to(CLI::App& command) {
  constexpr int kMostRuns = 100'000;
  add_profiles_to(command);
  command.add_option("--plan", plan, "Follow the plan in this file, from 'rtswap plan -o FILE'");
  command.add_option("--runs", runs, "Runs of what is measured now (20)")
      ->check(CLI::Range(1, kMostRuns));
}

void AdmissionOptions::add_profiles_to(CLI::App& command) {
  constexpr int kMostPercent = 1000;
  command
      .add_option("--profile", profiles,
                  "A profile of one of the networks, from 'rtswap profile -o FILE'; once for each "
                  "network. Without, what is needed is measured now")
      ->expected(1)
      ->allow_extra_args(false)  // what follows the value may be the tasks file
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--margin", margin_percent,
                  "Percent on top of measured times that makes them bounds (20)")
      ->check(CLI::Range(0, kMostPercent));
}

}  // namespace rtswap
