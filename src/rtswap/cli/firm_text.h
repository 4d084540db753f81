// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>

#include "rtswap/model/task.h"

namespace rtswap {

// What an (m,k)-firm task lost, as a line; nothing for another task. `releases`: jobs and what was
// left out; `lost`: of them, what did not meet its deadline.
std::string firm_text(const TaskSpec& task, std::uint64_t releases, std::uint64_t lost,
                      std::uint64_t broken_windows);

}  // namespace rtswap
