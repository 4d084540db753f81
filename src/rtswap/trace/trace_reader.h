// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/trace/trace.h"

namespace rtswap {

// Reads what TraceWriter wrote. Events come sorted by instant, in the order of the file where that
// is equal, and name only tasks, networks, groups and chunks that the header has. A file that ends
// too early gives what it holds, with complete = false, as long as its header is whole. Throws
// dn::Error (kBadInput): no trace, another version, cut within the header, damaged events.
Trace read_trace_file(const std::string& path);

// By instant; keeps the order of equal ones.
void sort_events(std::vector<Event>& events);

}  // namespace rtswap
