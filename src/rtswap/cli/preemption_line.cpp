// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/preemption_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "rtswap/sched/preemption_levels.h"

namespace rtswap {

std::string preemption_line(const TaskSetSpec& set, std::span<const std::uint32_t> levels) {
  const std::uint32_t possible = std::ranges::max(finest_levels(set)) + 1;
  if (possible == 1 || levels.empty()) return "";
  const std::uint32_t count = std::ranges::max(levels) + 1;
  std::string text =
      fmt::format("preemption levels: {} of {} possible, the highest first: ", count, possible);
  for (std::uint32_t level = count; level-- > 0;) {
    const char* separator = level + 1 == count ? "" : "; ";
    for (std::size_t task = 0; task < levels.size(); ++task) {
      if (levels[task] != level) continue;
      text += separator + set.tasks[task].name;
      separator = ", ";
    }
  }
  return text + '\n';
}

}  // namespace rtswap
