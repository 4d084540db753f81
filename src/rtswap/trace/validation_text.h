// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/trace/validation.h"

namespace rtswap {

// One line for people: when (from the common start), what, and whose.
std::string event_text(const TraceHeader& header, const Event& event);

// What `rtswap validate` prints: the first violation between the events around it, how often each
// rule was broken, and what was looked at.
std::string validation_text(const Trace& trace, const Validation& validation);

}  // namespace rtswap
