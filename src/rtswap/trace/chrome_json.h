// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/trace/trace.h"

namespace rtswap {

// The trace in the JSON form of Chrome's and Perfetto's viewers: a track per task (its jobs from
// release to completion, their phases inside), the device (jobs, groups, stalls) and the link
// (loads), resident bytes as a counter, and a flow from each release by its grant to its
// completion. Takes what there is of a trace that was cut short.
std::string chrome_json(const Trace& trace);

}  // namespace rtswap
