// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/simulation_table.h"

#include <fmt/format.h>

#include <iterator>

#include "rtswap/cli/firm_text.h"
#include "rtswap/cli/held_back_text.h"
#include "rtswap/simulate/task_history.h"

namespace rtswap {
namespace {

double milliseconds(Nanos t) { return static_cast<double>(t.count()) / 1e6; }

std::string bound_text(std::optional<Nanos> bound) {
  return bound ? fmt::format("{:.2f}", milliseconds(*bound)) : "-";
}

// How much of the time something was in use.
double percent(Nanos part, Nanos whole) {
  return whole > Nanos(0) ? 100 * milliseconds(part) / milliseconds(whole) : 0;
}

}  // namespace

std::string simulation_table(const TaskSetSpec& set, const SimulationResult& result,
                             std::span<const std::optional<Nanos>> bounds) {
  std::string text =
      fmt::format("{:<16} {:>7} {:>6} {:>6} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>11}\n",
                  "task", "jobs", "missed", "skip", "min ms", "median", "p99", "max", "bound",
                  "deadline", "stall ms", "swapped in");
  const std::vector<TaskHistory> tasks = task_histories(result);
  Nanos computing{0};
  for (const JobHistory& job : result.jobs) computing += job.device_end - job.grant - job.stall;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const TaskHistory& task = tasks[i];
    fmt::format_to(
        std::back_inserter(text),
        "{:<16} {:>7} {:>6} {:>6} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9} {:>9.2f} {:>9.1f} "
        "{:>11}\n",
        set.tasks[i].name.substr(0, 16), task.jobs, task.missed, task.skipped,
        milliseconds(task.response(0)), milliseconds(task.response(50)),
        milliseconds(task.response(99)), milliseconds(task.response(100)), bound_text(bounds[i]),
        milliseconds(set.tasks[i].deadline), milliseconds(task.stall), human(task.loaded));
  }
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const TaskHistory& task = tasks[i];
    text += firm_text(set.tasks[i], task.jobs + task.skipped, task.missed + task.skipped,
                      task.broken_windows);
    text += held_back_text(set.tasks[i], task.jobs, task.held_back, task.longest_hold);
  }
  const Nanos time = result.end - Instant{};
  fmt::format_to(std::back_inserter(text),
                 "device computing {:.1f} %, link busy {:.1f} % of {:.2f} s; {} over the link\n",
                 percent(computing, time), percent(result.link_busy, time),
                 milliseconds(time) / 1e3, human(result.loaded));
  return text;
}

}  // namespace rtswap
