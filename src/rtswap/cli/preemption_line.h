// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "rtswap/model/task_set.h"

namespace rtswap {

// Who may preempt whom under the plan's levels, one line for people, the highest level first; and
// how many levels there could be, because under a limit the planner may put some together. Empty
// where the set asks for no preemption and has no best-effort task.
std::string preemption_line(const TaskSetSpec& set, std::span<const std::uint32_t> levels);

}  // namespace rtswap
