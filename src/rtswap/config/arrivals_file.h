// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/model/time.h"

namespace rtswap {

// Reads when the jobs of a task arrived: one duration with its unit per line, such as 1.25s, from a
// common zero, none before the one above it. Empty lines and lines that begin with '#' say nothing.
// Throws dn::bad_input, "file:line: what is wrong"; also for a file without an arrival.
std::vector<Nanos> read_arrivals_file(const std::string& path);

}  // namespace rtswap
