// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/firm_text.h"

#include <fmt/format.h>

namespace rtswap {

std::string firm_text(const TaskSpec& task, std::uint64_t releases, std::uint64_t lost,
                      std::uint64_t broken_windows) {
  if (!task.firm) return "";
  return fmt::format("{}: firm {}/{}: {} of {} jobs lost, {}\n", task.name, task.firm->met,
                     task.firm->window, lost, releases,
                     broken_windows == 0 ? std::string("never too many")
                                         : fmt::format("too many in {} windows of {}",
                                                       broken_windows, task.firm->window));
}

}  // namespace rtswap
