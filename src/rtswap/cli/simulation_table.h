// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <span>
#include <string>

#include "rtswap/model/task_set.h"
#include "rtswap/simulate/simulation.h"

namespace rtswap {

// What a simulation came to, for people: a line per task, then what the link did. `bounds`: what
// the response times were promised to stay within, by TaskId; absent where nothing was promised.
std::string simulation_table(const TaskSetSpec& set, const SimulationResult& result,
                             std::span<const std::optional<Nanos>> bounds);

}  // namespace rtswap
