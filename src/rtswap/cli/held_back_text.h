// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>

#include "rtswap/model/task.h"

namespace rtswap {

// How many arrivals of a task came too soon and were held back, as a line; nothing for a periodic
// task.
std::string held_back_text(const TaskSpec& task, std::uint64_t jobs, std::uint64_t held_back,
                           Nanos longest_hold);

}  // namespace rtswap
