// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/trace/trace.h"

namespace rtswap {

class Executor;

// What the events of a run are read against, as the executor knows it: without promises (timing,
// response bounds), which are the caller's to add. Throws dn::Error for a plan with more networks
// or groups than events can name.
TraceHeader trace_header(const Executor& executor);

}  // namespace rtswap
