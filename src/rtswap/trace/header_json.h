// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/trace/trace.h"

// The header of a trace as JSON text, in one line.
namespace rtswap {

std::string header_json(const TraceHeader& header);

// The way back. Throws dn::Error (kBadInput), "FILE: ...", for a text that is no header or whose
// parts do not fit together: a task of a network that is not there, timing for other groups.
TraceHeader parse_header(const std::string& json, const std::string& file);

}  // namespace rtswap
