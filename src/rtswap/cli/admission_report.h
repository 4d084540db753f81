// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/admit/advice.h"
#include "rtswap/cli/planned_set.h"

namespace rtswap {

// The answer in one line: whether every deadline will be met, and by how much.
std::string admission_line(const TaskSetSpec& set, const PlannedSet& planned);
// For each task: bound, deadline, slack, what the bound is made of and the largest part of it.
std::string admission_table(const TaskSetSpec& set, const Admission& admission);
// What would make it schedulable.
std::string advice_text(const TaskSetSpec& set, const Advice& advice);

}  // namespace rtswap
