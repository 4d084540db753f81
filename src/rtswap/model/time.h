// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>
#include <string>

// Time in the executor: whole nanoseconds, so that analysis and schedule decide exactly. An instant
// (of the steady clock, which nobody sets) and a duration are different types.
namespace rtswap {

using Nanos = std::chrono::nanoseconds;
using Instant = std::chrono::time_point<std::chrono::steady_clock, Nanos>;

// "33.4 ms", "250 us", "-1.2 s": three significant digits, for people.
std::string human(Nanos duration);

}  // namespace rtswap
