// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/exec/job_result.h"
#include "rtswap/exec/post_processor.h"

namespace rtswap {

// One job as one line of JSON, with its newline. Times are nanoseconds from `start`, the common
// start of the run; numbers are printed so that reading them back gives the same float, so two runs
// can be compared bit by bit. docs/results.md describes the fields.
std::string result_line(const std::string& task, const std::string& input, const JobResult& result,
                        const PostProcessor& post, Instant start);

}  // namespace rtswap
