// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/trace/validation.h"

// The rules of validate(), each for a whole trace without holes, whose events are in order and name
// nothing that is not in the header (trace_reader.h).
namespace rtswap {

void check_releases(const Trace& trace, Validation& validation);
void check_job_lives(const Trace& trace,
                     Validation& validation);  // and job order, misses, promises
void check_firm_windows(const Trace& trace, Validation& validation);
void check_grants(const Trace& trace, Validation& validation);  // one job, policy
void check_times(const Trace& trace, Validation& validation);   // execution and load bounds
void check_content(const Trace& trace, Validation& validation);
void check_memory(const Trace& trace, Validation& validation);

}  // namespace rtswap
