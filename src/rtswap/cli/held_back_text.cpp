// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/held_back_text.h"

#include <fmt/format.h>

namespace rtswap {

std::string held_back_text(const TaskSpec& task, std::uint64_t jobs, std::uint64_t held_back,
                           Nanos longest_hold) {
  if (task.release.is_periodic()) return "";
  std::string text = fmt::format("{}: {} of {} jobs arrived less than {} after the one before",
                                 task.name, held_back, jobs, human(task.period));
  if (held_back > 0)
    text += fmt::format(" and were held back, for {} at most", human(longest_hold));
  return text + '\n';
}

}  // namespace rtswap
